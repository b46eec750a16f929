using NnBridge.Parsers.TfLite.FlatBuffers;

namespace NnBridge.Parsers.TfLite.Schema;

/// <summary>How a window operator treats the border.</summary>
internal enum TfLitePadding
{
    /// <summary>Output size is input size divided by stride, rounded up.</summary>
    Same,

    /// <summary>Only whole windows.</summary>
    Valid,
}

/// <summary>Function applied to the result of an operator.</summary>
internal enum TfLiteActivation
{
    None,
    Relu,

    /// <summary>Clamp to -1 … 1.</summary>
    ReluN1To1,

    /// <summary>Clamp to 0 … 6.</summary>
    Relu6,
    Tanh,
    SignBit,
}

/// <summary>Variant of the LSTM operator.</summary>
internal enum TfLiteLstmKernel
{
    /// <summary>20 or 24 operands; peephole, projection and layer normalisation.</summary>
    Full,

    /// <summary>5 operands, one concatenated weight matrix.</summary>
    Basic,
}

/// <summary>Order of the weights of FULLY_CONNECTED.</summary>
internal enum TfLiteWeightsFormat
{
    /// <summary><c>[O, I]</c>.</summary>
    Default,

    /// <summary>Blocks of 4 rows by 16 columns, sign bit flipped.</summary>
    Shuffled4x16Int8,
}

/// <summary>How LSH_PROJECTION packs its bits.</summary>
internal enum TfLiteLshProjection
{
    Unknown,
    Sparse,
    Dense,
}

/// <summary>How EMBEDDING_LOOKUP_SPARSE combines rows.</summary>
internal enum TfLiteCombiner
{
    Sum,
    Mean,

    /// <summary>Sum divided by the root of the sum of squared weights.</summary>
    SqrtN,
}

/// <summary>How MIRROR_PAD continues past the border.</summary>
internal enum TfLiteMirrorPad
{
    /// <summary>The border element is not repeated.</summary>
    Reflect,

    /// <summary>The border element is repeated.</summary>
    Symmetric,
}

/// <summary>Reads the enums of the schema. A number the schema does not know is malformed.</summary>
internal static class TfLiteEnums
{
    public static TfLiteTensorType TensorType(this FlatTable table, int field, TfLiteTensorType fallback = TfLiteTensorType.Float32) =>
        (TfLiteTensorType)table.EnumInt8(field, (int)TfLiteTensorType.Float8E5M2, (int)fallback);

    public static TfLitePadding Padding(this FlatTable table, int field) =>
        (TfLitePadding)table.EnumInt8(field, (int)TfLitePadding.Valid);

    public static TfLiteActivation Activation(this FlatTable table, int field) =>
        (TfLiteActivation)table.EnumInt8(field, (int)TfLiteActivation.SignBit);
}
