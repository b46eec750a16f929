using NnBridge.Ops;
using NnBridge.Parsers.Onnx.Schema;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Networks inside of nodes. Graphs inside of ONNX nodes see the tensors around them.</summary>
internal static class ControlFlowWriters
{
    public static void Register(WriterTable table)
    {
        table.Add<If>(If);
        table.Add<While>(While);
        table.Add<Call>((w, op) => Give(w, w.Graph.WriteInline(op.Body, Operands(w, 0))));
    }

    private static string[] Operands(NodeWriter w, int first) => [.. Enumerable.Range(first, w.Node.Inputs.Length - first).Select(w.Stored)];

    private static void Give(NodeWriter w, string[] results)
    {
        for (int i = 0; i < results.Length; i++) w.Result(i, results[i]);
    }

    private static void If(NodeWriter w, If op)
    {
        string[] operands = Operands(w, 1);
        GraphProto Branch(Network network, string name)
        {
            var branch = new GraphProto { Name = w.Graph.Model.Names.Unique($"{w.Node.Name}/{name}") };
            var graph = new GraphWriter(w.Graph.Model, branch);
            AddOutputs(graph, graph.WriteInline(network, operands), network);
            return branch;
        }

        Give(w, w.EmitMany("If", w.Node.Outputs.Length, [w.Stored(0)], ("then_branch", Branch(op.Then, "then")), ("else_branch", Branch(op.Else, "else"))));
    }

    /// <summary>The condition is computed before the loop and, in it, for the next round.</summary>
    private static void While(NodeWriter w, While op)
    {
        GraphWriter outer = w.Graph;
        string[] first = Operands(w, 0);
        string[] before = outer.WriteInline(op.Condition, first);
        var proto = new GraphProto { Name = outer.Model.Names.Unique($"{w.Node.Name}/body") };
        var body = new GraphWriter(outer.Model, proto);
        AddInput("round", new TensorInfo(ElementType.Int64, Shape.Scalar));
        AddInput("condition", new TensorInfo(ElementType.Bool, Shape.Scalar));
        // Shapes may change from round to round.
        string[] values = [.. op.Body.Inputs.Select(i => AddInput(i.Name, new TensorInfo(i.Info.Type, Shape.Unranked)))];
        string[] results = body.WriteInline(op.Body, values);
        AddOutputs(body, body.WriteInline(op.Condition, results), op.Condition, scalar: true);
        AddOutputs(body, results, op.Body);
        Give(w, w.EmitMany("Loop", w.Node.Outputs.Length, ["", w.AsScalar(before[0], op.Condition.Outputs[0].Info.Shape), .. first], ("body", proto)));

        string AddInput(string wanted, TensorInfo info)
        {
            string name = outer.Model.Names.Unique(wanted);
            proto.Input.Add(GraphWriter.Describe(name, info));
            return name;
        }
    }

    /// <summary>Results of a graph inside of a node must be made in it.</summary>
    private static void AddOutputs(GraphWriter graph, string[] results, Network network, bool scalar = false)
    {
        for (int i = 0; i < results.Length; i++)
        {
            Value output = network.Outputs[i];
            string name = graph.Model.Names.Unique($"{output.Name}/result");
            string[] inputs = scalar ? [results[i], graph.Model.Constant("scalar", Tensor.FromInt64())] : [results[i]];
            graph.Proto.Node.Add(GraphWriter.MakeNode(name, scalar ? "Reshape" : "Identity", inputs, [name], []));
            graph.Proto.Output.Add(GraphWriter.Describe(name, new TensorInfo(output.Info.Type, scalar ? Shape.Scalar : Shape.Unranked)));
        }
    }
}
