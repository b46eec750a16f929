namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>Where packing finds the weights of a product.</summary>
internal unsafe interface IWeightUnits
{
    /// <summary>Copies the bits of the weights that meet neighbouring units of activations.</summary>
    /// <param name="group">Group of columns.</param>
    /// <param name="column">Column of the group.</param>
    /// <param name="tap">Tap.</param>
    /// <param name="unit">First unit of the tap.</param>
    /// <param name="count">Units.</param>
    /// <param name="to">Where the first one goes.</param>
    /// <param name="stride">Distance to where the next one goes.</param>
    void Copy(int group, int column, int tap, int unit, int count, uint* to, nint stride);
}
