using NnBridge.Ops;

namespace NnBridge.Bench.Kernels;

/// <summary>Sizes that occur in well-known networks.</summary>
public static class KernelCases
{
    /// <summary>All cases.</summary>
    public static IReadOnlyList<KernelCase> All { get; } =
    [
        Convolution(3, 56, 64, 64), Convolution(3, 28, 128, 128), Convolution(3, 14, 256, 256), Convolution(3, 7, 512, 512),
        Convolution(1, 56, 256, 64), Convolution(1, 28, 512, 128), Convolution(1, 14, 1024, 256), Convolution(1, 7, 2048, 512),
        Depthwise(56, 144), Depthwise(14, 384), Depthwise(7, 960),
        Dense(1, 2048, 1000), Dense(128, 768, 768), Dense(128, 768, 3072),
        Convolution(3, 56, 64, 64).ToInt8(), Convolution(3, 14, 256, 256).ToInt8(), Convolution(1, 28, 512, 128).ToInt8(),
        Depthwise(14, 384).ToInt8(), Dense(128, 768, 3072).ToInt8(),
        new("softmax 12x128x128", new Softmax(-1), Float(12, 128, 128), null, 0),
        new("tanh 1M", new Unary(UnaryKind.Tanh), Float(1 << 20), null, 0),
    ];

    private static KernelCase Convolution(int kernel, int size, int from, int to) => new($"conv {kernel}x{kernel} {from}-{to} @{size}",
        new Convolution([1, 1], [1, 1], Padding.SameUpper), Float(1, size, size, from), Float(to, kernel, kernel, from), (long)size * size * kernel * kernel * from * to);

    private static KernelCase Depthwise(int size, int channels) => new($"depthwise 3x3 {channels} @{size}",
        new DepthwiseConvolution([1, 1], [1, 1], Padding.SameUpper), Float(1, size, size, channels), Float(1, 3, 3, channels), (long)size * size * 9 * channels);

    private static KernelCase Dense(int rows, int from, int to) =>
        new($"dense {rows}x{from}x{to}", new FullyConnected(), Float(rows, from), Float(to, from), (long)rows * from * to);

    private static TensorInfo Float(params int[] sizes) => new(ElementType.Float32, Shape.Of(sizes));
}
