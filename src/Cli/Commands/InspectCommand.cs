using System.CommandLine;
using System.Text.Json;
using NnBridge.Cli.Output;
using NnBridge.Runtime;

namespace NnBridge.Cli.Commands;

/// <summary>Shows what is in a model.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        Argument<string> model = CommonOptions.Model();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("inspect", "Show a model's inputs, outputs, operators, sizes, and what is unsupported and why") { model, json };
        command.SetBody((parsed, _) =>
        {
            using NnRuntime runtime = CliHost.CreateRuntime();
            string path = parsed.GetValue(model)!;
            ModelSummary summary = runtime.Summarize(path);
            (Network? network, string? problem) = TryLoad(runtime, path);
            if (parsed.GetValue(json)) Json.Print(writer => Write(writer, summary, network, problem));
            else PrintText(summary, network, problem);
            return problem is null ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static (Network? Network, string? Problem) TryLoad(NnRuntime runtime, string path)
    {
        try
        {
            return (runtime.Load(path), null);
        }
        catch (NnBridgeException e)
        {
            return (null, e.Message);
        }
    }

    private static void PrintText(ModelSummary summary, Network? network, string? problem)
    {
        Console.Out.WriteLine($"{summary.Format}: {summary.Description}");
        Console.Out.WriteLine($"{summary.Operators.Sum(o => o.Value)} operators in {summary.Subgraphs} graph(s), {summary.WeightBytes} bytes of weights");
        if (!summary.Signatures.IsEmpty) Console.Out.WriteLine($"signatures: {string.Join(", ", summary.Signatures)}");
        foreach ((string name, int count) in summary.Operators) Console.Out.WriteLine($"  {count,5} x {name}");
        if (network is not null)
        {
            foreach (Value input in network.Inputs) Console.Out.WriteLine($"input  {input.Name}: {input.Info}");
            for (int i = 0; i < network.Outputs.Length; i++) Console.Out.WriteLine($"output {network.OutputNames[i]}: {network.Outputs[i].Info}");
            foreach (NetworkState state in network.States) Console.Out.WriteLine($"state  {state.Input.Name}: {state.Input.Info}");
            Console.Out.WriteLine($"{NetworkCost.Parameters(network):N0} parameters, {NetworkCost.MultiplyAdds(network):N0} multiply-adds");
        }

        foreach (UnsupportedOperator unsupported in summary.Unsupported)
            Console.Out.WriteLine($"unsupported: {unsupported.Node}: {unsupported.Reason}");
        if (problem is not null) Console.Out.WriteLine($"cannot be loaded: {problem}");
    }

    private static void Write(Utf8JsonWriter json, ModelSummary summary, Network? network, string? problem)
    {
        json.WriteStartObject();
        json.WriteString("format", summary.Format);
        json.WriteString("description", summary.Description);
        json.WriteNumber("subgraphs", summary.Subgraphs);
        json.WriteStrings("signatures", summary.Signatures);
        json.WriteNumber("weightBytes", summary.WeightBytes);
        json.WriteStartObject("operators");
        foreach ((string name, int count) in summary.Operators) json.WriteNumber(name, count);
        json.WriteEndObject();
        json.WriteStartArray("unsupported");
        foreach (UnsupportedOperator unsupported in summary.Unsupported)
        {
            json.WriteStartObject();
            json.WriteString("operator", unsupported.Operator);
            json.WriteString("node", unsupported.Node);
            json.WriteString("reason", unsupported.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (problem is not null) json.WriteString("problem", problem);
        if (network is not null) Write(json, network);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Network network)
    {
        json.WriteNumber("parameters", NetworkCost.Parameters(network));
        json.WriteNumber("multiplyAdds", NetworkCost.MultiplyAdds(network));
        json.WriteStartArray("inputs");
        foreach (Value input in network.Inputs) json.WriteTensor(input.Name, input.Info);
        json.WriteEndArray();
        json.WriteStartArray("outputs");
        for (int i = 0; i < network.Outputs.Length; i++) json.WriteTensor(network.OutputNames[i], network.Outputs[i].Info);
        json.WriteEndArray();
        json.WriteStartArray("states");
        foreach (NetworkState state in network.States) json.WriteTensor(state.Input.Name, state.Input.Info);
        json.WriteEndArray();
        json.WriteStartArray("nodes");
        foreach (Node node in network.Nodes)
        {
            json.WriteStartObject();
            json.WriteNumber("id", node.Id);
            json.WriteString("name", node.Name);
            json.WriteString("operator", node.Op.Name);
            json.WriteString("attributes", node.Op.ToString());
            json.WriteStrings("inputs", node.Inputs.Select(v => v?.Info.ToString() ?? "-"));
            json.WriteStrings("outputs", node.Outputs.Select(v => v.Info.ToString()));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
