using NnBridge.Backends.Cpu;
using NnBridge.Parsers.TfLite;
using NnBridge.Runtime;
using NnBridge.TestKit.TfLite;

namespace NnBridge.Parsers.Tests.TfLite;

/// <summary>A model that was parsed, optimised and compiled for the reference backend, and keeps its state.</summary>
internal sealed class ModelRun : IDisposable
{
    private readonly NnRuntime _runtime;
    private readonly CompiledProgram _program;

    public ModelRun(byte[] model)
    {
        _runtime = NnRuntime.Create(new NnRuntimeOptions().AddParser(new TfLiteParser()).AddBackend(new ReferenceBackendFactory()));
        _program = _runtime.Compile(_runtime.Load(new ModelSource("model.tflite", model)));
        Session = _program.CreateSession();
    }

    public ModelRun(TfLiteModelBuilder model) : this(model.Build()) { }

    public Session Session { get; }

    /// <summary>Gives an input its elements.</summary>
    public ModelRun With<T>(string input, params T[] values) where T : unmanaged
    {
        values.CopyTo(Session.Input<T>(input));
        return this;
    }

    /// <summary>Runs once.</summary>
    public ModelRun Run()
    {
        Session.Run();
        return this;
    }

    /// <summary>The elements of an output.</summary>
    public T[] Output<T>(string output) where T : unmanaged => Session.Output<T>(output).ToArray();

    public Shape ShapeOf(int output) => Session.OutputBuffer(output).Info.Shape;

    public void Dispose()
    {
        Session.Dispose();
        _program.Dispose();
        _runtime.Dispose();
    }
}
