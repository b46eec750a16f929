namespace NnBridge.Backends.Cpu.Reference;

/// <summary>What the integer LSTM spends its time in: products of its matrices, and the functions of its gates.</summary>
internal interface IIntegerLstmMath
{
    /// <summary>Numbers that one vector of products is made of: sums are written by whole vectors.</summary>
    const int Grain = 16;

    /// <summary>Multiplies a matrix by a vector, in arithmetic that wraps around.</summary>
    /// <param name="operand">Which of the operator's operands the matrix is.</param>
    /// <param name="vector">Numbers of at most 16 bits.</param>
    /// <param name="sums">A sum per row; up to <see cref="Grain"/> - 1 more may be written.</param>
    void Multiply(int operand, ReadOnlySpan<int> vector, Span<int> sums);

    /// <inheritdoc cref="Quantization.FixedPoint16.Logistic"/>
    short Logistic(short x);

    /// <summary>The hyperbolic tangent of the candidate, whose numbers have 3 integer bits.</summary>
    short Candidate(short x);

    /// <summary>The hyperbolic tangent of the cell.</summary>
    /// <param name="x">The operand.</param>
    /// <param name="integerBits">Its integer bits.</param>
    short OfCell(short x, int integerBits);
}
