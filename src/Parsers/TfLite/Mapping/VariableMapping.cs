using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.TfLite.Schema.Options;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>Resource variables: they become explicit state, so the operators themselves leave no node.</summary>
internal static class VariableMapping
{
    public static IReadOnlyDictionary<TfLiteBuiltinOperator, OperatorMapping> Operators { get; } =
        new Dictionary<TfLiteBuiltinOperator, OperatorMapping>
        {
            [TfLiteBuiltinOperator.VAR_HANDLE] = context => context.Graph.Variables.Bind(context.OutputTensor(0).Index, NameOf(context.Operator)),
            [TfLiteBuiltinOperator.READ_VARIABLE] = Read,
            [TfLiteBuiltinOperator.ASSIGN_VARIABLE] = context =>
                context.Graph.Variables.Write(context.Graph.Variables.VariableOf(context.InputTensor(0).Index), context.Input(1)),
        };

    /// <summary>Name of the variable that a VAR_HANDLE refers to.</summary>
    public static string NameOf(TfLiteOperator @operator)
    {
        VarHandleOptions o = @operator.Options<VarHandleOptions>();
        return o.Container.Length > 0 ? $"{o.Container}/{o.SharedName}" : o.SharedName;
    }

    private static void Read(MappingContext context)
    {
        string variable = context.Graph.Variables.VariableOf(context.InputTensor(0).Index);
        context.SetOutput(0, context.Graph.Variables.Read(context.Builder, variable, context.OutputInfo(0)));
    }
}
