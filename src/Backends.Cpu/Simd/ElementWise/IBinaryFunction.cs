using NnBridge.Backends.Cpu.Simd.Lanes;

namespace NnBridge.Backends.Cpu.Simd.ElementWise;

/// <summary>A function of two floats, written once for every vector width.</summary>
internal interface IBinaryFunction
{
    TVector Apply<TVector, TLanes>(TVector a, TVector b) where TVector : struct where TLanes : IFloatLanes<TVector>;
}
