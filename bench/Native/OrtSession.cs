using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using NnBridge.Runtime;

namespace NnBridge.Bench.Native;

/// <summary>
/// A model in ONNX Runtime, all its optimisations on. Inputs are bound once; the outputs of the first run are reused by later ones, so that
/// a run does what the engine itself needs and nothing else.
/// </summary>
internal sealed unsafe class OrtSession : IDisposable
{
    private const int AllOptimizations = 99;
    private const int NoOptimization = 0;
    private const int Alignment = 64;

    private readonly nint _session;
    private readonly nint _memoryInfo;
    private readonly ImmutableArray<string> _outputNames;
    private readonly List<nint> _owned = [];
    private readonly byte** _inputNamePointers;
    private readonly byte** _outputNamePointers;
    private readonly nint* _inputValues;
    private readonly nint* _outputValues;
    private readonly nint[] _inputData;
    private bool _disposed;

    /// <summary>Loads a model.</summary>
    public OrtSession(string model, OrtSessionOptions options)
    {
        nint settings = OrtApi.Get(OrtFunction.CreateSessionOptions);
        try
        {
            OrtApi.Set(OrtFunction.SetSessionGraphOptimizationLevel, settings, options.Optimize ? AllOptimizations : NoOptimization);
            OrtApi.Set(OrtFunction.SetIntraOpNumThreads, settings, options.Threads);
            OrtApi.Set(OrtFunction.SetInterOpNumThreads, settings, 1);
            if (options.ProfilePrefix is { } prefix) OrtApi.EnableProfiling(settings, prefix);
            _session = OrtApi.CreateSession(model, settings);
        }
        finally
        {
            OrtApi.Release(OrtFunction.ReleaseSessionOptions, settings);
        }

        _memoryInfo = OrtApi.CreateCpuMemoryInfo();
        nint allocator = OrtApi.Get(OrtFunction.GetAllocatorWithDefaultOptions);
        Inputs = [.. Enumerable.Range(0, (int)OrtApi.Get(OrtFunction.SessionGetInputCount, _session)).Select(i => ReadInput(i, allocator))];
        _outputNames = [.. Enumerable.Range(0, (int)OrtApi.Get(OrtFunction.SessionGetOutputCount, _session))
            .Select(i => OrtApi.GetName(OrtFunction.SessionGetOutputName, _session, i, allocator))];
        _inputNamePointers = Names(Inputs.Select(p => p.Name));
        _outputNamePointers = Names(_outputNames);
        _inputValues = Pointers(Inputs.Length);
        _inputData = new nint[Inputs.Length];
        _outputValues = Pointers(_outputNames.Length);
    }

    /// <summary>What the model takes; a dimension may be unknown.</summary>
    public ImmutableArray<Port> Inputs { get; }

    /// <summary>Gives the inputs their data, one tensor for each, in their order.</summary>
    public void Bind(IReadOnlyList<Tensor> inputs)
    {
        for (int i = 0; i < Inputs.Length; i++)
        {
            ReadOnlySpan<byte> bytes = inputs[i].Bytes.Span;
            var data = (nint)NativeMemory.AlignedAlloc((nuint)Math.Max(bytes.Length, 1), Alignment);
            bytes.CopyTo(new Span<byte>((void*)data, bytes.Length));
            long[] sizes = [.. inputs[i].Info.Shape.ToArray().Select(d => (long)d)];
            nint value;
            fixed (long* pointer = sizes)
                OrtApi.Check(((delegate* unmanaged<nint, nint, nint, long*, nint, int, nint*, nint>)OrtApi.Address(OrtFunction.CreateTensorWithDataAsOrtValue))(
                    _memoryInfo, data, bytes.Length, pointer, sizes.Length, OrtElementTypes.ToOnnx(inputs[i].Info.Type), &value));
            OrtApi.Release(OrtFunction.ReleaseValue, _inputValues[i]);
            NativeMemory.AlignedFree((void*)_inputData[i]);
            (_inputValues[i], _inputData[i]) = (value, data);
        }
    }

    /// <summary>Runs the model.</summary>
    public void Run() => OrtApi.Check(((delegate* unmanaged<nint, nint, byte**, nint*, nint, byte**, nint, nint*, nint>)OrtApi.Address(OrtFunction.Run))(
        _session, 0, _inputNamePointers, _inputValues, Inputs.Length, _outputNamePointers, _outputNames.Length, _outputValues));

    /// <summary>A copy of what the last run yielded.</summary>
    public ImmutableArray<(string Name, Tensor Value)> ReadOutputs() =>
        [.. _outputNames.Select((name, i) => (name, ReadTensor(name, _outputValues[i])))];

    /// <summary>Ends profiling.</summary>
    /// <returns>The file that was written.</returns>
    public string EndProfiling()
    {
        nint allocator = OrtApi.Get(OrtFunction.GetAllocatorWithDefaultOptions);
        nint text = OrtApi.Get(OrtFunction.SessionEndProfiling, _session, allocator);
        return Marshal.PtrToStringUTF8(text) ?? "";
    }

    /// <summary>Frees the model and everything bound to it.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        for (int i = 0; i < Inputs.Length; i++) OrtApi.Release(OrtFunction.ReleaseValue, _inputValues[i]);
        for (int i = 0; i < _outputNames.Length; i++) OrtApi.Release(OrtFunction.ReleaseValue, _outputValues[i]);
        OrtApi.Release(OrtFunction.ReleaseSession, _session);
        OrtApi.Release(OrtFunction.ReleaseMemoryInfo, _memoryInfo);
        foreach (nint memory in _inputData) NativeMemory.AlignedFree((void*)memory);
        foreach (nint memory in _owned) NativeMemory.AlignedFree((void*)memory);
    }

    private Port ReadInput(int index, nint allocator)
    {
        string name = OrtApi.GetName(OrtFunction.SessionGetInputName, _session, index, allocator);
        nint type = OrtApi.Get(OrtFunction.SessionGetInputTypeInfo, _session, index);
        try
        {
            nint tensor = OrtApi.Get(OrtFunction.CastTypeInfoToTensorInfo, type);
            return tensor != 0 ? new Port(name, OrtApi.GetTensorInfo(tensor)) : throw new OrtException($"input '{name}' is no tensor");
        }
        finally
        {
            OrtApi.Release(OrtFunction.ReleaseTypeInfo, type);
        }
    }

    private static Tensor ReadTensor(string name, nint value)
    {
        if (OrtApi.GetInt(OrtFunction.IsTensor, value) == 0) throw new OrtException($"output '{name}' is no tensor");
        nint description = OrtApi.Get(OrtFunction.GetTensorTypeAndShape, value);
        try
        {
            TensorInfo info = OrtApi.GetTensorInfo(description);
            var data = (void*)OrtApi.Get(OrtFunction.GetTensorMutableData, value);
            return new Tensor(info, new ReadOnlySpan<byte>(data, checked((int)info.ByteCount)).ToArray());
        }
        finally
        {
            OrtApi.Release(OrtFunction.ReleaseTensorTypeAndShapeInfo, description);
        }
    }

    private byte** Names(IEnumerable<string> names)
    {
        nint[] texts = [.. names.Select(n => Own(Encoding.UTF8.GetBytes(n + '\0')))];
        nint* pointers = Pointers(texts.Length);
        for (int i = 0; i < texts.Length; i++) pointers[i] = texts[i];
        return (byte**)pointers;
    }

    private nint* Pointers(int count) => (nint*)Own(new byte[Math.Max(count, 1) * sizeof(nint)]);

    private nint Own(ReadOnlySpan<byte> content)
    {
        var memory = (nint)NativeMemory.AlignedAlloc((nuint)content.Length, Alignment);
        content.CopyTo(new Span<byte>((void*)memory, content.Length));
        _owned.Add(memory);
        return memory;
    }
}
