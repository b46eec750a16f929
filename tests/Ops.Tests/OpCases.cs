namespace NnBridge.Ops.Tests;

/// <summary>The cases of one operator: one subclass per operator in <c>Cases/</c>, named after it.</summary>
public abstract class OpCases
{
    public abstract Type Operator { get; }

    public abstract IEnumerable<OpCase> Cases();

    /// <summary>Every case of every operator.</summary>
    public static IEnumerable<OpCase> All { get; } = [.. typeof(OpCases).Assembly.GetTypes()
        .Where(t => t.IsSubclassOf(typeof(OpCases)) && !t.IsAbstract)
        .OrderBy(t => t.Name, StringComparer.Ordinal)
        .SelectMany(t => ((OpCases)Activator.CreateInstance(t)!).Cases())];
}

/// <summary>The cases of <typeparamref name="TOp"/>.</summary>
public abstract class OpCases<TOp> : OpCases where TOp : Op
{
    public override Type Operator => typeof(TOp);
}
