using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Operators that make one number of many.</summary>
internal static class ReductionWriters
{
    public static void Register(WriterTable table)
    {
        table.Add<Reduce>(Reduce);
        table.Add<CumulativeSum>((w, op) => w.Result(0, w.Emit("CumSum", [w.Stored(0), w.Single(1)], ("exclusive", op.Exclusive), ("reverse", op.Reverse))));
        table.Add<CumulativeProduct>(Product);
    }

    private static void Product(NodeWriter w, CumulativeProduct op)
    {
        w.RequireOpset(26, "CumProd");
        w.Result(0, w.Emit("CumProd", [w.Stored(0), w.Single(1)], ("exclusive", op.Exclusive), ("reverse", op.Reverse)));
    }

    private static void Reduce(NodeWriter w, Reduce op)
    {
        bool logical = w.Info(0).Type == ElementType.Bool;
        bool asStored = op.Kind is ReduceKind.Max or ReduceKind.Min && w.Info(0).Type is ElementType.Int8 or ElementType.UInt8;
        // Truth values are compared as numbers, which every version of ONNX does.
        string x = logical ? w.Cast(w.Stored(0), ElementType.Bool, ElementType.Int32) : asStored ? w.Stored(0) : w.Real(0);
        string y = w.Emit(Name(op.Kind), [x, w.Node.HasInput(1) ? w.List(1, "axes") : ""], ("keepdims", op.KeepDims), ("noop_with_empty_axes", w.Node.HasInput(1)));
        if (logical) w.Result(0, w.Cast(y, ElementType.Int32, ElementType.Bool));
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
