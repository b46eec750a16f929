namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>Where packing finds the weights of a product.</summary>
internal interface IWeightUnits
{
    /// <summary>Bits of the weights that meet one unit of activations.</summary>
    uint At(int group, int column, int tap, int unit);
}
