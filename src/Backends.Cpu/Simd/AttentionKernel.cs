using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.ElementWise;
using NnBridge.Backends.Cpu.Simd.Threading;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>Two products for each head: keys and values of a group are packed once, then bands of queries pass, so that scores stay in the cache.</summary>
internal sealed unsafe class AttentionKernel : IKernel<AttentionKernel, Attention>
{
    /// <summary>Queries whose scores are kept at a time.</summary>
    private const int Band = 48;

    private readonly Attention _op;
    private readonly DenseWeights _keys;
    private readonly DenseWeights _values;
    private readonly int _batches;
    private readonly int _heads;
    private readonly int _groups;
    private readonly int _queries;
    private readonly int _threads;
    private readonly int _parts;
    private readonly int _partBytes;
    private readonly float _scale;

    private AttentionKernel(Attention op, KernelSignature signature)
    {
        Shape q = signature.Input(0).Shape, v = signature.Input(2).Shape;
        (_op, _batches, _heads, _queries, _groups) = (op, q[0], q[1], q[2], v[1]);
        _keys = DenseWeights.LayOut(TileSet.ForFloats(v[2], signature), v[2], q[3]);
        _values = DenseWeights.LayOut(TileSet.ForFloats(v[3], signature), v[3], v[2]);
        _scale = op.Scale ?? (float)(1 / Math.Sqrt(q[3]));
        _threads = signature.Threads;
        _parts = Math.Min(_threads, _batches * _groups);
        _partBytes = checked((int)(_keys.GroupBytes + _values.GroupBytes + ((long)Band * v[2] * sizeof(float))));
    }

    public static Support Supports(Attention op, KernelSignature signature) => Support.All(
        new(signature.InputType(0) == ElementType.Float32, $"input is {signature.InputType(0)}, expected Float32"),
        new(op.Scores == AttentionScores.None, "scores as results are not vectorised"),
        new(signature.Input(0).ElementCount > 0 && signature.Input(1).ElementCount > 0 && signature.Input(2).ElementCount > 0, "operands are empty"));

    public static AttentionKernel Prepare(Attention op, KernelSignature signature) => new(op, signature);

    public void Run(in KernelArgs args)
    {
        var visible = new VisibleKeys(_op, args, _values.Units);
        AttentionKernel self = this;
        fixed (float* q = args.Input(0).Span<float>())
        fixed (float* k = args.Input(1).Span<float>())
        fixed (float* v = args.Input(2).Span<float>())
        fixed (float* y = args.Output(0).Span<float>())
        fixed (byte* mask = args.Has(3) ? args.Input(3).Bytes.Span : default)
        fixed (byte* memory = args.Scratch.Rent<byte>(checked(_parts * _partBytes)))
        {
#pragma warning disable CS8500 // references are used only while this method runs
            var job = new Job { Kernel = &self, Visible = &visible, Q = q, K = k, V = v, Y = y, Mask = mask, Memory = memory };
            WorkerPool.Run(_threads, _parts, &Part, &job);
#pragma warning restore CS8500
        }
    }

    private static void Part(void* state, int part)
    {
        var job = (Job*)state;
#pragma warning disable CS8500
        AttentionKernel kernel = *job->Kernel;
#pragma warning restore CS8500
        int groups = kernel._batches * kernel._groups;
        for (int i = groups * part / kernel._parts; i < groups * (part + 1) / kernel._parts; i++) kernel.Group(job, i, job->Memory + ((nint)part * kernel._partBytes));
    }

    /// <summary>The heads that share keys and values.</summary>
    private void Group(Job* job, int group, byte* memory)
    {
        int keys = _values.Units, depth = _keys.Units, width = _values.Columns, batch = group / _groups, heads = _heads / _groups;
        byte* packedKeys = memory, packedValues = packedKeys + _keys.GroupBytes;
        var scores = (float*)(packedValues + _values.GroupBytes);
        RunPacking.Pack(_keys, job->K + ((nint)group * keys * depth), true, (float*)packedKeys);
        RunPacking.Pack(_values, job->V + ((nint)group * keys * width), false, (float*)packedValues);
#pragma warning disable CS8500
        Forget((float*)packedValues, (*job->Visible).Count(batch));
#pragma warning restore CS8500
        for (int h = group % _groups * heads; h < ((group % _groups) + 1) * heads; h++)
            for (int first = 0; first < _queries; first += Band)
            {
                int rows = Math.Min(Band, _queries - first);
                nint row = ((nint)((batch * _heads) + h) * _queries) + first;
                DenseRun.Run(_keys, new PlainRows((byte*)(job->Q + (row * depth)), depth * sizeof(float), 0), new FloatSink(scores, keys, Activation.None), rows, depth * sizeof(float), 1, packedKeys);
                for (int r = 0; r < rows; r++) Weigh(job, batch, h, first + r, scores + ((nint)r * keys), keys);
                DenseRun.Run(_values, new PlainRows((byte*)scores, keys * sizeof(float), 0), new FloatSink(job->Y + (row * width), width, Activation.None), rows, keys * sizeof(float), 1, packedValues);
            }
    }

    /// <summary>Values of keys that are not there may be anything: their share is 0, but 0 times infinity is not.</summary>
    private void Forget(float* packed, int seen)
    {
        int keys = _values.Units;
        foreach (DensePanel panel in seen == keys ? [] : _values.Panels)
        {
            nint width = panel.Vectors * _values.Tiles.Lanes;
            new Span<float>(packed + (seen * width), (int)((keys - seen) * width)).Clear();
            packed += keys * width;
        }
    }

    /// <summary>Turns the products of a query with all keys into shares of 1.</summary>
    private void Weigh(Job* job, int batch, int head, int query, float* scores, int keys)
    {
        float scale = _scale, cap = _op.SoftCap;
        BinaryLoop.Run<BinaryVectors.Mul>(scores, 1, &scale, 0, scores, keys);
        if (cap > 0)
        {
            BinaryLoop.Run<BinaryVectors.Div>(scores, 1, &cap, 0, scores, keys);
            UnaryLoop.Run<UnaryVectors.Tanh>(scores, scores, keys, 0, 0);
            BinaryLoop.Run<BinaryVectors.Mul>(scores, 1, &cap, 0, scores, keys);
        }

#pragma warning disable CS8500
        (int from, int to) = (*job->Visible).Mask(job->Mask, batch, head, query, scores);
#pragma warning restore CS8500
        new Span<float>(scores, Math.Min(from, to)).Clear();
        new Span<float>(scores + to, keys - to).Clear();
        if (from < to) SoftmaxLoop.Run(scores + from, scores + from, to - from, 1);
    }

#pragma warning disable CS8500
    private struct Job
    {
        public AttentionKernel* Kernel;
        public VisibleKeys* Visible;
        public float* Q;
        public float* K;
        public float* V;
        public float* Y;
        public byte* Mask;
        public byte* Memory;
    }
#pragma warning restore CS8500
}
