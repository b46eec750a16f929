using System.Security.Cryptography;
using NnBridge.Cli.Golden;
using NnBridge.Ops;

namespace NnBridge.Bench.Tiers;

/// <summary>A session of a golden case that tells a hash of every output of every run when it is over.</summary>
/// <param name="session">The session.</param>
/// <param name="done">Hears the hash, and whether nothing but integers was computed: floats only moved, quantized and dequantized.</param>
internal sealed class RecordingEngine(SessionEngine session, Action<string, bool> done) : ICaseEngine
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public IReadOnlyList<string> InputNames => session.InputNames;

    public IReadOnlyList<string> OutputNames => session.OutputNames;

    public void SetShape(int input, Shape shape) => session.SetShape(input, shape);

    public void SetInput(int input, Tensor tensor) => session.SetInput(input, tensor);

    public void SetState(string input, Tensor tensor) => session.SetState(input, tensor);

    public void Run(CancellationToken cancellation)
    {
        session.Run(cancellation);
        for (int i = 0; i < OutputNames.Count; i++) _hash.AppendData(session.Output(i).Bytes.Span);
    }

    public TensorBuffer Output(int output) => session.Output(output);

    public double Step(int output) => session.Step(output);

    public void Dispose()
    {
        done(Convert.ToHexString(_hash.GetCurrentHash()), session.Network.Nodes.All(IsExactNode));
        _hash.Dispose();
        session.Dispose();
    }

    private static bool IsExactNode(Node node) => node.Op switch
    {
        If or While or Call or CustomOp => false,
        Quantize or Dequantize or Reshape or Transpose or Squeeze or ExpandDims or Concat or Slice or StridedSlice or Split or Gather or Pad => true,
        _ => node.Inputs.Concat(node.Outputs).All(v => v is null || !v.Info.Type.IsFloat()),
    };
}
