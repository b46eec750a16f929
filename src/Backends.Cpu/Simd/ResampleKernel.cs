using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference;
using NnBridge.Backends.Cpu.Reference.Common;
using NnBridge.Backends.Cpu.Simd.Movement;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>Axis by axis; which elements a place is made of, and with which weights, is tabulated once.</summary>
internal sealed unsafe class ResampleKernel : IKernel<ResampleKernel, Resample>
{
    private readonly ResampledAxis[] _axes;
    private readonly int _elementBytes;
    private readonly int _between;
    private readonly bool _copies;

    private ResampleKernel(Resample op, KernelSignature signature)
    {
        Shape shape = signature.Input(0).Shape, target = signature.Outputs[0].Shape;
        (_elementBytes, _copies) = (signature.InputType(0).BitWidth() / 8, op.Mode == ResampleMode.Nearest);
        var axes = new List<ResampledAxis>();
        for (int i = 0; i < op.Axes.Count; i++)
        {
            int axis = op.Axes[i] < 0 ? op.Axes[i] + shape.Rank : op.Axes[i];
            double scale = signature.Has(2) ? Dense.Constants.Floats(signature, 2)[i] : (double)target[axis] / shape[axis];
            var along = new ResampleAxis(op, shape[axis], target[axis], scale, (0, 1), new double[ResampleAxis.Reach(op, shape[axis], scale)]);
            if (along.IsIdentity) continue;
            AxisLoop from = AxisLoop.Of(shape, axis);
            shape = shape.With(axis, target[axis]);
            axes.Add(new ResampledAxis(along, from, target[axis]));
        }

        _axes = [.. axes];
        _between = checked(axes.Take(axes.Count - 1).Sum(a => a.Results) * _elementBytes);
    }

    public static Support Supports(Resample op, KernelSignature signature)
    {
        TensorInfo x = signature.Input(0);
        return Support.All(
            new(x.Type == ElementType.Float32 || (op.Mode == ResampleMode.Nearest && x.Type.BitWidth() is 8 or 16 or 32), $"{op.Mode} resampling of {x.Type} is not vectorised"),
            new(!signature.Has(3), "regions are not vectorised"),
            new(!signature.Has(2) || signature.Constants[2] is not null, "scales are not constant"),
            new(signature.Has(2) || op.Aspect == ResampleAspect.Stretch, $"aspect {op.Aspect} is not vectorised"),
            new(x.ElementCount > 0 && signature.Outputs[0].ElementCount > 0, "operands are empty"));
    }

    public static ResampleKernel Prepare(Resample op, KernelSignature signature) => new(op, signature);

    public void Run(in KernelArgs args)
    {
        if (_axes.Length == 0)
        {
            args.Input(0).Bytes.CopyTo(args.Output(0).Bytes);
            return;
        }

        fixed (byte* x = args.Input(0).Bytes.Span)
        fixed (byte* y = args.Output(0).Bytes.Span)
        fixed (byte* room = args.Scratch.Rent<byte>(_between))
        {
            byte* from = x, next = room;
            for (int i = 0; i < _axes.Length; i++)
            {
                byte* to = i == _axes.Length - 1 ? y : next;
                if (_copies) _axes[i].Copy(from, to, _elementBytes);
                else _axes[i].Blend((float*)from, (float*)to);
                from = to;
                next = to + ((nint)_axes[i].Results * _elementBytes);
            }
        }
    }
}
