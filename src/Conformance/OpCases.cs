namespace NnBridge.Conformance;

/// <summary>The cases of one operator: one subclass per operator in <c>Cases/</c>, named after it.</summary>
public abstract class OpCases
{
    /// <summary>Type of the operator's record.</summary>
    public abstract Type Operator { get; }

    /// <summary>Every case of every operator of the network description, by name of the operator.</summary>
    public static IReadOnlyList<OpCase> All { get; } = [.. CaseTable.All.SelectMany(c => c.Cases())];

    /// <summary>The cases.</summary>
    public abstract IEnumerable<OpCase> Cases();
}

/// <summary>The cases of <typeparamref name="TOp"/>.</summary>
public abstract class OpCases<TOp> : OpCases where TOp : Op
{
    /// <inheritdoc/>
    public override Type Operator => typeof(TOp);
}
