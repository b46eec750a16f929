using NnBridge.Runtime.Graph;

namespace NnBridge.Runtime.Tests;

/// <summary>Constants in another order: each element is where its coordinates say.</summary>
public sealed class TransposedCopyTests
{
    [Test]
    public void Every_element_is_where_its_coordinates_say(
        [Values(ElementType.UInt8, ElementType.Float16, ElementType.Float32, ElementType.Complex64)] ElementType type, [Range(1, 6)] int rank)
    {
        var random = new Random((rank * 10) + (int)type);
        for (int round = 0; round < 20; round++)
        {
            int[] sizes = [.. Enumerable.Range(0, rank).Select(_ => random.Next(0, 10) == 0 ? 0 : random.Next(1, 5))];
            int[] axes = [.. Enumerable.Range(0, rank)];
            random.Shuffle(axes);
            var info = new TensorInfo(type, Shape.Of(sizes));
            int element = type.BitWidth() / 8;
            var stored = new byte[info.ByteCount];
            random.NextBytes(stored);
            var actual = new byte[stored.Length];
            TransposedCopy.Write(new Transposition(new Tensor(info, stored), ValueList.Create<int>(axes)), actual);
            Assert.That(actual, Is.EqualTo(Expected(stored, sizes, axes, element)), $"[{string.Join(", ", sizes)}] by [{string.Join(", ", axes)}]");
        }
    }

    /// <summary>Element by element: the coordinates of each are found from its number.</summary>
    private static byte[] Expected(byte[] stored, int[] sizes, int[] axes, int element)
    {
        var expected = new byte[stored.Length];
        for (int to = 0; to < stored.Length / element; to++)
        {
            var at = new int[sizes.Length];
            for (int i = axes.Length - 1, rest = to; i >= 0; i--)
            {
                at[axes[i]] = rest % sizes[axes[i]];
                rest /= sizes[axes[i]];
            }

            int from = 0;
            for (int i = 0; i < sizes.Length; i++) from = (from * sizes[i]) + at[i];
            stored.AsSpan(from * element, element).CopyTo(expected.AsSpan(to * element));
        }

        return expected;
    }
}
