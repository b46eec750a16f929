using System.Collections.Immutable;
using System.Runtime.InteropServices;
using NnBridge;

namespace NnBridge.TestPlugins.Faulty;

/// <summary>Fails in its constructor.</summary>
public sealed class ThrowingFactory : IBackendFactory
{
    public ThrowingFactory() => throw new InvalidOperationException("the constructor failed on purpose");

    public ImmutableArray<BackendInfo> Probe(out string? reason) => throw new NotSupportedException();

    public IBackend Open(BackendInfo device) => throw new NotSupportedException();
}

/// <summary>Needs a native library that is not there, and says so.</summary>
public sealed class MissingNativeFactory : IBackendFactory
{
    public ImmutableArray<BackendInfo> Probe(out string? reason)
    {
        reason = NativeLibrary.TryLoad("nnbridge_no_such_driver", typeof(MissingNativeFactory).Assembly, null, out _)
            ? null : "the driver library nnbridge_no_such_driver was not found";
        return [];
    }

    public IBackend Open(BackendInfo device) => throw new NotSupportedException();
}

/// <summary>Offers a device that fails when it is asked about a node.</summary>
public sealed class FailingFactory : IBackendFactory
{
    public ImmutableArray<BackendInfo> Probe(out string? reason)
    {
        reason = null;
        return [new BackendInfo("failing", "throws when asked")];
    }

    public IBackend Open(BackendInfo device) => new Failing(device);

    private sealed class Failing(BackendInfo info) : IBackend
    {
        public BackendInfo Info => info;

        public Support Supports(Node node) => throw new InvalidOperationException("asked about a node");

        public ICompiledSubgraph Compile(Subgraph subgraph, CompileContext context) => throw new NotSupportedException();

        public void Dispose() { }
    }
}
