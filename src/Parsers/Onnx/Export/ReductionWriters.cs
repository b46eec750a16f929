using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Operators that make one number of many.</summary>
internal static class ReductionWriters
{
    public static void Register(WriterTable table)
    {
        table.Add<Reduce>(Reduce);
        table.Add<CumulativeSum>((w, op) => Running(w, "CumSum", op.Exclusive, op.Reverse));
        table.Add<CumulativeProduct>(Product);
    }

    private static void Product(NodeWriter w, CumulativeProduct op)
    {
        w.RequireOpset(26, "CumProd");
        Running(w, "CumProd", op.Exclusive, op.Reverse);
    }

    /// <summary>ONNX runs over integers of 32 and 64 bits; fewer bits of a longer result are the shorter result.</summary>
    private static void Running(NodeWriter w, string type, bool exclusive, bool reverse)
    {
        ElementType own = w.Info(0).Type, wide = own.IsInteger() && own.BitWidth() < 32 ? ElementType.Int32 : own;
        string y = w.Emit(type, [w.Cast(w.Stored(0), own, wide), w.Single(1)], ("exclusive", exclusive), ("reverse", reverse));
        w.Result(0, w.Cast(y, wide, own));
    }

    private static void Reduce(NodeWriter w, Reduce op)
    {
        bool logical = w.Info(0).Type == ElementType.Bool;
        bool asStored = op.Kind is ReduceKind.Max or ReduceKind.Min && w.Info(0).Type is ElementType.Int8 or ElementType.UInt8;
        // Truth values are compared as numbers, which every version of ONNX does; of none at all, the ends of the range are right.
        string x = logical ? w.Cast(w.Stored(0), ElementType.Bool, ElementType.UInt8) : asStored ? w.Stored(0) : w.Real(0);
        string y = w.Emit(Name(op.Kind), [x, w.Node.HasInput(1) ? w.List(1, "axes") : ""], ("keepdims", op.KeepDims), ("noop_with_empty_axes", w.Node.HasInput(1)));
        if (logical) w.Result(0, w.Cast(y, ElementType.UInt8, ElementType.Bool));
        else if (asStored) w.Result(0, y);
        else w.Finish(y);
    }

    private static string Name(ReduceKind kind) => kind switch
    {
        ReduceKind.Any => "ReduceMax",
        ReduceKind.All => "ReduceMin",
        _ => $"Reduce{kind}",
    };
}
