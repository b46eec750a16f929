using System.Runtime.Intrinsics;
using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Winograd;

/// <summary>Packs weights <c>[outputs, 3, 3, inputs]</c> transformed: a group of columns for each of the 36 products.</summary>
/// <remarks>
/// Columns are neighbours among packed weights, so some of them are transformed together. Computed in float64 and rounded once; products are
/// rounded before they are added, so that every processor yields the same bits.
/// </remarks>
internal static unsafe class WinogradWeights
{
    /// <summary>Columns that are transformed together.</summary>
    private const int Together = 8;

    /// <param name="tiles">Kernels that will read the weights.</param>
    /// <param name="stored">The weights.</param>
    /// <param name="inputs">Channels of the input.</param>
    /// <param name="outputs">Channels of the result.</param>
    public static DenseWeights Pack(TileSet tiles, StoredFloats stored, int inputs, int outputs)
    {
        DenseWeights packed = DenseWeights.Allocate(tiles, WinogradTile.Products, outputs, 1, inputs, FloatConvolution.BlockUnits);
        double* taps = stackalloc double[WinogradTile.Taps * Together];
        float* results = stackalloc float[WinogradTile.Products * Together];
        fixed (float* from = stored.Data)
            for (int p = 0; p < packed.Panels.Length; p++)
            {
                DensePanel panel = packed.Panels[p];
                int width = panel.Vectors * tiles.Lanes;
                for (int unit = 0; unit < inputs; unit++)
                    for (int column = 0; column < panel.Count; column += Together)
                    {
                        int count = Math.Min(Together, panel.Count - column);
                        Read(from + ((panel.First + column) * stored.First) + (unit * stored.Last), stored, count, taps);
                        Transform(taps, results);
                        for (int g = 0; g < WinogradTile.Products; g++)
                        {
                            // With one tap, the blocks of a panel follow each other like its units.
                            var to = (float*)(packed.Pointer + packed.OffsetOf(g, p)) + ((nint)unit * width) + column;
                            new ReadOnlySpan<float>(results + (g * Together), count).CopyTo(new Span<float>(to, count));
                        }
                    }
            }

        return packed;
    }

    /// <summary>The taps of some columns, side by side; those of columns that are not there stay as they are.</summary>
    private static void Read(float* from, StoredFloats stored, int count, double* taps)
    {
        nint first = stored.First, middle = stored.Middle;
        for (int c = 0; c < count; c++, from += first)
            for (int t = 0; t < WinogradTile.Taps; t++) taps[(t * Together) + c] = from[t * middle];
    }

    private static void Transform(double* taps, float* results)
    {
        const int Row = WinogradTile.Patch * Together;
        double* rows = stackalloc double[WinogradTile.Side * Row], sums = stackalloc double[WinogradTile.Products * Together];
        for (int lane = 0; lane < WinogradTile.Side * Together; lane += Vector256<double>.Count)
            Expand(taps + lane, WinogradTile.Side * Together, rows + lane, WinogradTile.Side * Together);
        for (int r = 0; r < WinogradTile.Patch; r++)
            for (int lane = 0; lane < Together; lane += Vector256<double>.Count)
                Expand(rows + (r * WinogradTile.Side * Together) + lane, Together, sums + (r * Row) + lane, Together);
        for (int i = 0; i < WinogradTile.Products * Together; i += Vector256<float>.Count)
            Vector256.Narrow(Vector256.Load(sums + i), Vector256.Load(sums + i + Vector256<double>.Count)).Store(results + i);
    }

    /// <summary>Makes six numbers of three: the factors are those of interpolation at 0, 1, -1, 2, -2 and infinity.</summary>
    private static void Expand(double* from, nint distance, double* to, nint apart)
    {
        Vector256<double> a = Vector256.Load(from), b = Vector256.Load(from + distance), c = Vector256.Load(from + (2 * distance));
        Vector256<double> outer = (a + c) * Vector256.Create(-1.0 / 6), inner = b * Vector256.Create(-1.0 / 6);
        Vector256<double> even = (a * Vector256.Create(1.0 / 24)) + (c * Vector256.Create(1.0 / 6)), odd = b * Vector256.Create(1.0 / 12);
        (a * Vector256.Create(1.0 / 4)).Store(to);
        (outer + inner).Store(to + apart);
        (outer - inner).Store(to + (2 * apart));
        (even + odd).Store(to + (3 * apart));
        (even - odd).Store(to + (4 * apart));
        c.Store(to + (5 * apart));
    }
}
