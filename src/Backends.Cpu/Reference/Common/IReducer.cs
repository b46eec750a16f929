namespace NnBridge.Backends.Cpu.Reference.Common;

/// <summary>How many elements become one.</summary>
/// <typeparam name="T">The elements.</typeparam>
/// <typeparam name="TSum">What is remembered of the elements so far.</typeparam>
internal interface IReducer<T, TSum>
{
    static abstract TSum Start { get; }

    static abstract TSum Next(TSum sum, T x);

    static abstract T Finish(TSum sum, int count);
}
