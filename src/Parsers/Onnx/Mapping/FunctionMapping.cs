using NnBridge.Parsers.Onnx.Schema;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Calls of the file's own functions: their nodes become part of the calling graph.</summary>
internal static class FunctionMapping
{
    public static void Map(MappingContext context)
    {
        if (context.Graph.File.Function(context.Node) is not { } function) throw new InvalidModelException("the function is not in the file");
        var attributes = new Dictionary<string, AttributeProto>(StringComparer.Ordinal);
        foreach (AttributeProto otherwise in function.AttributeProto) attributes[otherwise.Name] = otherwise;
        foreach (AttributeProto given in context.Attributes.All) attributes[given.Name] = given;
        GraphMapper body = context.Graph.Inner(versions: new OpsetTable(function.OpsetImport), attributes: attributes);
        for (int i = 0; i < function.Input.Count; i++)
            body.Write(function.Input[i], context.Has(i) ? context.Any(i) : new OptionalValue(null));
        body.Map(function.Node);
        for (int i = 0; i < Math.Min(context.OutputCount, function.Output.Count); i++)
            if (context.HasOutput(i)) context.SetOutput(i, body.Read(function.Output[i]));
    }
}
