namespace NnBridge.Bench.Onnx;

/// <summary>Builds graphs layer by layer. Weights are random but always the same, and of a size that keeps activations near 1.</summary>
internal sealed class GraphMaker(int seed)
{
    private readonly Random _random = new(seed);
    private readonly Dictionary<string, int[]> _shapes = [];
    private int _next;

    /// <summary>What has been built.</summary>
    public OnnxGraph Graph { get; } = new();

    /// <summary>The sizes of a tensor.</summary>
    public int[] ShapeOf(string tensor) => _shapes[tensor];

    /// <summary>Adds an input.</summary>
    public string Input(string name, params int[] shape)
    {
        Graph.Inputs.Add((name, new TensorInfo(ElementType.Float32, Shape.Of(shape))));
        _shapes[name] = shape;
        return name;
    }

    /// <summary>Makes a tensor one that the caller gets, under a name of its own.</summary>
    public void Output(string tensor, string name)
    {
        Graph.Nodes.Add(new OnnxNode("Identity", [tensor], [name]));
        Graph.Outputs.Add((name, new TensorInfo(ElementType.Float32, Shape.Of(_shapes[tensor]))));
    }

    /// <summary>Adds an operator whose result has the given shape.</summary>
    public string Add(string op, ValueList<string> inputs, int[] shape, params (string Name, object Value)[] attributes)
    {
        string name = $"{op}_{_next++}";
        Graph.Nodes.Add(new OnnxNode(op, inputs, [name], attributes));
        _shapes[name] = shape;
        return name;
    }

    /// <summary>Adds an operator whose result has the shape of its first operand.</summary>
    public string Like(string op, ValueList<string> inputs, params (string Name, object Value)[] attributes) =>
        Add(op, inputs, _shapes[inputs[0]], attributes);

    /// <summary>Adds random weights.</summary>
    /// <param name="deviation">Standard deviation.</param>
    /// <param name="shape">Sizes.</param>
    public string Weights(double deviation, params int[] shape)
    {
        var values = new float[shape.Aggregate(1, (a, b) => a * b)];
        // Evenly spread values have a third of their largest value's square as variance.
        double largest = Math.Sqrt(3) * deviation;
        for (int i = 0; i < values.Length; i++) values[i] = (float)(((_random.NextDouble() * 2) - 1) * largest);
        return Constant(ElementType.Float32, values, shape);
    }

    /// <summary>Adds a constant.</summary>
    public string Constant<T>(ElementType type, T[] values, params int[] shape) where T : unmanaged
    {
        string name = $"c_{_next++}";
        Graph.Constants[name] = Tensor.Create<T>(new TensorInfo(type, Shape.Of(shape)), values);
        _shapes[name] = shape;
        return name;
    }

    /// <summary>Adds a list of integers, as operators take shapes and axes.</summary>
    public string Integers(params long[] values) => Constant(ElementType.Int64, values, values.Length);

    /// <summary>Adds a single float.</summary>
    public string Scalar(float value) => Constant(ElementType.Float32, [value]);

    /// <summary>A two-dimensional convolution of a tensor [N, C, H, W], its bias included.</summary>
    /// <param name="gain">1 keeps the size of activations when a rectifier follows; less does so where a shortcut is added.</param>
    public string Convolution(string input, int channels, (int H, int W) kernel, (int H, int W) stride, int groups = 1, double gain = 1)
    {
        int[] shape = _shapes[input];
        int perGroup = shape[1] / groups;
        (int top, int bottom, int height) = Same(shape[2], kernel.H, stride.H);
        (int left, int right, int width) = Same(shape[3], kernel.W, stride.W);
        string weights = Weights(gain * Math.Sqrt(2.0 / (perGroup * kernel.H * kernel.W)), channels, perGroup, kernel.H, kernel.W);
        string bias = Weights(0.1, channels);
        return Add("Conv", [input, weights, bias], [shape[0], channels, height, width],
            ("kernel_shape", new long[] { kernel.H, kernel.W }), ("strides", new long[] { stride.H, stride.W }),
            ("pads", new long[] { top, left, bottom, right }), ("group", (long)groups));
    }

    /// <summary>A fully connected layer of a tensor [N, K].</summary>
    public string Dense(string input, int units)
    {
        int[] shape = _shapes[input];
        return Add("Gemm", [input, Weights(Math.Sqrt(1.0 / shape[1]), units, shape[1]), Weights(0.1, units)], [shape[0], units], ("transB", 1L));
    }

    /// <summary>Normalisation of each channel with numbers that training would have found.</summary>
    public string Normalize(string input)
    {
        int channels = _shapes[input][1];
        string variance = Constant(ElementType.Float32, Enumerable.Range(0, channels).Select(_ => 0.5f + _random.NextSingle()).ToArray(), channels);
        return Like("BatchNormalization", [input, Weights(1, channels), Weights(0.1, channels), Weights(0.1, channels), variance]);
    }

    /// <summary>The largest value, or the mean, of a square window.</summary>
    public string Pool(string op, string input, int size, int stride, int padding = 0)
    {
        int[] shape = _shapes[input];
        int Size(int before) => ((before + (2 * padding) - size) / stride) + 1;
        return Add(op, [input], [shape[0], shape[1], Size(shape[2]), Size(shape[3])],
            ("kernel_shape", new long[] { size, size }), ("strides", new long[] { stride, stride }), ("pads", new long[] { padding, padding, padding, padding }));
    }

    /// <summary>The channels of several tensors, one after the other.</summary>
    public string Concat(params string[] inputs)
    {
        int[] shape = [.. _shapes[inputs[0]]];
        shape[1] = inputs.Sum(i => _shapes[i][1]);
        return Add("Concat", inputs.ToValueList(), shape, ("axis", 1L));
    }

    /// <summary>max(x, 0).</summary>
    public string Relu(string input) => Like("Relu", [input]);

    /// <summary>min(max(x, 0), 6).</summary>
    public string Relu6(string input) => Like("Clip", [input, Scalar(0), Scalar(6)]);

    /// <summary>The mean over height and width, as [N, C].</summary>
    public string MeanOverSpace(string input)
    {
        int[] shape = _shapes[input];
        string mean = Add("GlobalAveragePool", [input], [shape[0], shape[1], 1, 1]);
        return Add("Flatten", [mean], [shape[0], shape[1]], ("axis", 1L));
    }

    /// <summary>Padding as PyTorch models have it: half the kernel on both sides; even kernels one more behind.</summary>
    private static (int Before, int After, int Size) Same(int size, int kernel, int stride)
    {
        int before = (kernel - 1) / 2, after = kernel / 2;
        return (before, after, ((size + before + after - kernel) / stride) + 1);
    }
}
