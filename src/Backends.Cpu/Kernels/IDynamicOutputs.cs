namespace NnBridge.Backends.Cpu.Kernels;

/// <summary>Gives memory to results whose shape only the kernel finds out.</summary>
internal interface IDynamicOutputs
{
    TensorBuffer Allocate(int output, TensorInfo info);
}
