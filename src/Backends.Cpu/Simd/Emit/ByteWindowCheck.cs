using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Windows;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Compares an emitted depthwise convolution with plain code.</summary>
internal static unsafe class ByteWindowCheck
{
    private const int Channels = 64 + 37;
    private const int Blocks = 2;
    private const int Windows = 3;
    private const int ZeroPoint = 3;
    private const byte Untouched = 0xA5;

    /// <summary>Whether the kernel stores what it should, and nothing else.</summary>
    public static bool Passes(EmittedFunction<ByteWindowJob> kernel, int taps, bool signed)
    {
        int groups = (taps + 3) / 4, stride = Channels + 5;
        byte[] x = TileCheck.Numbers((taps + Windows) * Channels), weights = TileCheck.Numbers(Blocks * groups * 4 * ByteWindowJob.BlockChannels);
        var (start, factors, y) = (new int[Blocks * 64], new float[Blocks * 64], new byte[Windows * stride]);
        for (int i = 0; i < start.Length; i++) (start[i], factors[i]) = ((i * 79) - 4096, 0.0013f + (i * 0.00007f));
        for (int b = 0; b < Blocks; b++)
            for (int i = 0; i < groups * 256; i++)
                if ((i / 256 * 4) + (i % 4) >= taps) weights[(b * groups * 256) + i] = 0;
        y.AsSpan().Fill(Untouched);
        var finish = default(StripFinish);
        finish.Set(ZeroPoint, (-100, 127), signed: true);
        fixed (byte* from = x)
        fixed (byte* w = weights)
        fixed (int* s = start)
        fixed (float* f = factors)
        fixed (byte* to = y)
        {
            byte** table = stackalloc byte*[taps];
            for (int t = 0; t < taps; t++) table[t] = from + (t * Channels);
            var job = new ByteWindowJob
            {
                Taps = table, Step = Channels, Count = Windows, Weights = w, Start = (byte*)s, Factors = (byte*)f, Finish = &finish, Output = to, OutputStep = stride,
                FullBlocks = Blocks - 1, Mask = ulong.MaxValue >> (128 - Channels),
            };
            kernel.Run(&job);
        }

        for (int window = 0; window < Windows; window++)
            for (int c = 0; c < stride; c++)
            {
                if (c >= Channels)
                {
                    if (y[(window * stride) + c] != Untouched) return false;
                    continue;
                }

                int block = c / 64, place = ByteWindowJob.PlaceOf(c % 64), sum = start[(block * 64) + place];
                for (int t = 0; t < taps; t++)
                {
                    int element = x[((window + t) * Channels) + c] ^ (signed ? 0x80 : 0);
                    sum += element * (sbyte)weights[(((((block * groups) + (t / 4)) * 64) + place) * 4) + (t % 4)];
                }

                int expected = Math.Clamp((int)MathF.Round(sum * factors[(block * 64) + place], MidpointRounding.ToEven) + ZeroPoint, -100, 127);
                if (y[(window * stride) + c] != unchecked((byte)expected)) return false;
            }

        return true;
    }
}
