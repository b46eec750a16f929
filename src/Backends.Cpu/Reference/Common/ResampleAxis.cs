using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference.Common;

/// <summary>Which elements of one axis a resampled element is made of, and with which weights.</summary>
internal readonly ref struct ResampleAxis
{
    private readonly Resample _op;
    private readonly int _size;
    private readonly int _target;
    private readonly double _scale;
    private readonly double _start;
    private readonly double _end;
    private readonly Span<double> _weights;

    /// <param name="op">The operator.</param>
    /// <param name="size">Old size.</param>
    /// <param name="target">New size.</param>
    /// <param name="scale">New size over the old one, as stated.</param>
    /// <param name="region">Part of the axis that is looked at.</param>
    /// <param name="weights">Room for as many weights as <see cref="Reach"/> says.</param>
    public ResampleAxis(Resample op, int size, int target, double scale, (double Start, double End) region, Span<double> weights)
    {
        (_op, _size, _target, _scale) = (op, size, target, scale);
        (_start, _end) = region;
        _weights = weights;
    }

    /// <summary>The axis of a node that runs.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="args">Its operands.</param>
    /// <param name="index">Which of its axes.</param>
    /// <param name="size">Old size.</param>
    /// <param name="target">New size.</param>
    public static ResampleAxis Of(Resample op, in KernelArgs args, int index, int size, int target)
    {
        double scale = Scale(op, args, index, size, target);
        (double, double) region = args.Has(3) ? (Region(args.Input(3), index), Region(args.Input(3), index + op.Axes.Count)) : (0, 1);
        return new ResampleAxis(op, size, target, scale, region, args.Scratch.Rent<double>(Reach(op, size, scale)));
    }

    /// <summary>How many elements an element of the result is made of at most.</summary>
    public static int Reach(Resample op, int size, double scale)
    {
        int half = op.Mode == ResampleMode.Cubic ? 2 : 1;
        // A scale below 1 spreads the weights over 1 / scale as many elements.
        return 2 * (op.Antialias ? (int)Math.Min(Math.Ceiling(half / Math.Min(scale, 1)), size + half) : half);
    }

    /// <summary>Whether the axis stays as it is.</summary>
    public bool IsIdentity => _target == _size && Math.Abs(_scale - 1) <= 1e-9 && Math.Abs(_start) <= 1e-9 && Math.Abs(_end - 1) <= 1e-9;

    /// <summary>First element and weights for an element of the result; false when it lies outside of x.</summary>
    public bool Place(int target, out int first, out ReadOnlySpan<double> weights)
    {
        double place = Source(target);
        weights = _weights;
        first = 0;
        if (_op.Coordinates == ResampleCoordinates.CropAndResize && (place < 0 || place > _size - 1)) return false;
        int reach = _weights.Length / 2;
        // A place on an element counts as the right end of the interval before it.
        int low = (int)Math.Clamp(Math.Ceiling(place) - 1, -(double)_size - reach, 2.0 * _size);
        double ratio = place - low;
        first = low - reach + 1;
        double sum = 0;
        for (int i = 0; i < _weights.Length; i++)
        {
            bool outside = _op.ExcludeOutside && (uint)(first + i) >= (uint)_size;
            sum += _weights[i] = outside ? 0 : Weight(i - (reach - 1) - ratio, ratio);
        }

        if (_op.ExcludeOutside || _op.Antialias)
            foreach (ref double weight in _weights) weight /= sum == 0 ? 1 : sum;
        return true;
    }

    private double Source(int i) => _op.Coordinates switch
    {
        ResampleCoordinates.HalfPixel => ((i + 0.5) / _scale) - 0.5,
        ResampleCoordinates.HalfPixelSymmetric => (_size / 2.0 * (1 - (_target / (_scale * _size)))) + ((i + 0.5) / _scale) - 0.5,
        ResampleCoordinates.HalfPixelOrFirst => IsOne ? -0.5 : ((i + 0.5) / _scale) - 0.5,
        ResampleCoordinates.AlignCorners => IsOne ? 0 : i * (_size - 1) / ((_scale * _size) - 1),
        ResampleCoordinates.Asymmetric => i / _scale,
        ResampleCoordinates.CropAndResize => (_start * (_size - 1))
            + (IsOne ? (_end - _start) * (_size - 1) / 2 : i * (_end - _start) * (_size - 1) / ((_scale * _size) - 1)),
    };

    private bool IsOne => _scale * _size == 1;

    /// <summary>Weight of the element at a distance; the place lies <paramref name="ratio"/> behind the element before it, above 0 up to 1.</summary>
    private double Weight(double distance, double ratio) => _op.Mode switch
    {
        ResampleMode.Nearest => TakesSecond(ratio) == (distance == 1 - ratio) ? 1 : 0,
        ResampleMode.Linear => Math.Clamp(1 - Math.Abs(distance * Stretch), 0, 1),
        ResampleMode.Cubic => Cubic(Math.Abs(distance * Stretch)),
    };

    private double Stretch => _op.Antialias ? Math.Min(_scale, 1) : 1;

    private bool TakesSecond(double ratio) => ratio == 1 || _op.Rounding switch
    {
        ResampleRounding.HalfDown => ratio > 0.5,
        ResampleRounding.HalfUp => ratio >= 0.5,
        ResampleRounding.Floor => false,
        ResampleRounding.Ceiling => true,
    };

    private double Cubic(double x)
    {
        double a = _op.CubicA;
        if (x <= 1) return ((((a + 2) * x) - (a + 3)) * x * x) + 1;
        return x < 2 ? (((((x - 5) * x) + 8) * x) - 4) * a : 0;
    }

    private static double Scale(Resample op, in KernelArgs args, int index, int size, int target)
    {
        if (args.Has(2)) return args.Input(2).Span<float>()[index];
        if (op.Aspect == ResampleAspect.Stretch) return (double)target / size;
        Span<long> sizes = stackalloc long[op.Axes.Count];
        IntegerOperand.Read(args.Input(1), sizes);
        return op.Common(args.Input(0).Info.Shape, sizes) ?? 1;
    }

    private static double Region(TensorBuffer regions, int index) =>
        regions.Info.Type == ElementType.Float64 ? regions.Span<double>()[index] : regions.Span<float>()[index];
}
