using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;

namespace NnBridge.Backends.Cpu.Reference;

/// <summary>A kernel written once for all number types.</summary>
internal interface INumberKernel
{
    void Run<T>(in KernelArgs args) where T : unmanaged, INumber<T>, IMinMaxValue<T>;
}

/// <summary>A kernel written once for Float32 and Float64.</summary>
internal interface IFloatKernel
{
    void Run<T>(in KernelArgs args) where T : unmanaged, IFloatingPointIeee754<T>;
}

/// <summary>Finds the C# type of an element type.</summary>
internal static class NumberDispatch
{
    /// <summary>Whether <see cref="Run{TKernel}"/> takes a type: Float32, Float64 and integers of at least 8 bits.</summary>
    public static bool IsNumber(ElementType type) => IsFloat(type) || (type.IsInteger() && !type.IsPacked());

    /// <summary>Whether <see cref="RunFloat{TKernel}"/> takes a type.</summary>
    public static bool IsFloat(ElementType type) => type is ElementType.Float32 or ElementType.Float64;

    /// <summary>The usual answer of a kernel for Float32 and Float64.</summary>
    public static Support SupportsFloat(ElementType type) => Support.All(new SupportRule(IsFloat(type), $"input is {type}, expected Float32 or Float64"));

    /// <summary>The usual answer of a kernel for numbers.</summary>
    public static Support SupportsNumber(ElementType type) => Support.All(new SupportRule(IsNumber(type), $"input is {type}, expected numbers of at least 8 bits"));

    public static void Run<TKernel>(ElementType type, TKernel kernel, in KernelArgs args) where TKernel : INumberKernel
    {
        switch (type)
        {
            case ElementType.Float32: kernel.Run<float>(args); break;
            case ElementType.Float64: kernel.Run<double>(args); break;
            case ElementType.Int8: kernel.Run<sbyte>(args); break;
            case ElementType.UInt8: kernel.Run<byte>(args); break;
            case ElementType.Int16: kernel.Run<short>(args); break;
            case ElementType.UInt16: kernel.Run<ushort>(args); break;
            case ElementType.Int32: kernel.Run<int>(args); break;
            case ElementType.UInt32: kernel.Run<uint>(args); break;
            case ElementType.Int64: kernel.Run<long>(args); break;
            case ElementType.UInt64: kernel.Run<ulong>(args); break;
            default: throw new InvalidOperationException($"{type} is not a number of at least 8 bits");
        }
    }

    public static void RunFloat<TKernel>(ElementType type, TKernel kernel, in KernelArgs args) where TKernel : IFloatKernel
    {
        if (type == ElementType.Float64) kernel.Run<double>(args);
        else kernel.Run<float>(args);
    }
}
