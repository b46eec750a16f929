namespace NnBridge.Bench.Contenders;

/// <summary>An engine, as it is named on the command line.</summary>
internal enum ContenderKind
{
    /// <summary>NnBridge.</summary>
    NnBridge,

    /// <summary>ONNX Runtime; measured against itself it shows how fair the measuring is.</summary>
    Ort,
}
