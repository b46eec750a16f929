using NnBridge.Backends.Cpu.Simd.Lanes;

namespace NnBridge.Backends.Cpu.Simd.ElementWise;

/// <summary>A function of one float, written once for every vector width.</summary>
internal interface IUnaryFunction
{
    /// <param name="x">Operands.</param>
    /// <param name="alpha">First parameter of functions that have one.</param>
    /// <param name="beta">Second parameter of functions that have two.</param>
    TVector Apply<TVector, TLanes>(TVector x, float alpha, float beta) where TVector : struct where TLanes : IFloatLanes<TVector>;
}
