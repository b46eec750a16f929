namespace NnBridge.Ops;

/// <summary>Padding of a sliding window, per spatial dimension.</summary>
/// <param name="Mode">Where the numbers come from.</param>
/// <param name="Before">Elements before each spatial dimension; empty unless <see cref="PaddingMode.Explicit"/>.</param>
/// <param name="After">Elements after each spatial dimension; empty unless <see cref="PaddingMode.Explicit"/>.</param>
public readonly record struct Padding(PaddingMode Mode, ValueList<int> Before, ValueList<int> After)
{
    /// <summary>No padding.</summary>
    public static Padding Valid => new(PaddingMode.Valid, [], []);

    /// <summary>Output size is ceil(input / stride); an odd rest goes to the end.</summary>
    public static Padding SameUpper => new(PaddingMode.SameUpper, [], []);

    /// <summary>Output size is ceil(input / stride); an odd rest goes to the beginning.</summary>
    public static Padding SameLower => new(PaddingMode.SameLower, [], []);

    /// <summary>The numbers given.</summary>
    public static Padding Explicit(ValueList<int> before, ValueList<int> after) => new(PaddingMode.Explicit, before, after);

    /// <summary>Elements before and after one spatial dimension.</summary>
    /// <param name="axis">Index of the spatial dimension, 0 for the first.</param>
    /// <param name="input">Size of the input along it.</param>
    /// <param name="kernel">Size of the window along it.</param>
    /// <param name="stride">Step of the window.</param>
    /// <param name="dilation">Distance between the window's elements.</param>
    public (int Before, int After) Resolve(int axis, int input, int kernel, int stride, int dilation)
    {
        if (Mode == PaddingMode.Valid) return (0, 0);
        if (Mode == PaddingMode.Explicit) return (Before[axis], After[axis]);
        int effective = ((kernel - 1) * dilation) + 1;
        int output = (input + stride - 1) / stride;
        int total = Math.Max(((output - 1) * stride) + effective - input, 0);
        return Mode == PaddingMode.SameUpper ? (total / 2, total - (total / 2)) : (total - (total / 2), total / 2);
    }
}
