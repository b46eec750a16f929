namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>A number as a type, so that the compiler makes a kernel for each.</summary>
internal interface ISize
{
    static abstract int Value { get; }
}

internal readonly struct One : ISize
{
    public static int Value => 1;
}

internal readonly struct Two : ISize
{
    public static int Value => 2;
}

internal readonly struct Three : ISize
{
    public static int Value => 3;
}

internal readonly struct Four : ISize
{
    public static int Value => 4;
}

internal readonly struct Five : ISize
{
    public static int Value => 5;
}

internal readonly struct Six : ISize
{
    public static int Value => 6;
}

internal readonly struct Seven : ISize
{
    public static int Value => 7;
}

internal readonly struct Eight : ISize
{
    public static int Value => 8;
}
