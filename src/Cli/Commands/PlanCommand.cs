using System.CommandLine;
using System.Text.Json;
using NnBridge.Cli.Output;
using NnBridge.Runtime;

namespace NnBridge.Cli.Commands;

/// <summary>Shows who runs what and why.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var model = new ModelOptions();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("plan", "Show which backend runs which node and why, segments and crossings") { json };
        model.AddTo(command);
        command.SetBody((parsed, cancellation) =>
        {
            using NnRuntime runtime = model.CreateRuntime(parsed);
            using CompiledProgram program = runtime.Compile(model.Load(runtime, parsed), model.CompileOptions(parsed), cancellation);
            if (parsed.GetValue(json)) Json.Print(writer => Write(writer, program.Plan));
            else PrintText(program);
            return ExitCode.Done;
        });
        return command;
    }

    private static void PrintText(CompiledProgram program)
    {
        PartitionPlan plan = program.Plan;
        Console.Out.Write(plan.Explain());
        Console.Out.WriteLine($"{plan.Placements.Length} node(s), {plan.Segments.Length} segment(s), {plan.Crossings.Length} tensor(s) go from one backend to another");
        Console.Out.WriteLine($"arena {program.ArenaBytes} bytes, peak of live tensors {program.PeakLiveBytes} bytes");
    }

    private static void Write(Utf8JsonWriter json, PartitionPlan plan)
    {
        json.WriteStartObject();
        json.WriteString("network", plan.Network.Name);
        json.WriteStartArray("nodes");
        foreach (Placement placement in plan.Placements)
        {
            json.WriteStartObject();
            json.WriteNumber("id", placement.Node.Id);
            json.WriteString("name", placement.Node.Name);
            json.WriteString("operator", placement.Node.Op.Name);
            json.WriteString("backend", placement.Backend);
            json.WriteString("cause", placement.Cause);
            json.WriteStartObject("answers");
            foreach (string yes in placement.Accepted) json.WriteString(yes, "yes");
            foreach (Refusal no in placement.Refusals) json.WriteString(no.Backend, $"no: {no.Reason}");
            json.WriteEndObject();
            if (plan.Nested.TryGetValue(placement.Node, out var nested))
            {
                json.WriteStartArray("nested");
                foreach (PartitionPlan inner in nested) Write(json, inner);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("segments");
        foreach (Segment segment in plan.Segments)
        {
            json.WriteStartObject();
            json.WriteNumber("index", segment.Index);
            json.WriteString("backend", segment.Backend);
            json.WriteStartArray("nodes");
            foreach (Node node in segment.Subgraph.Nodes) json.WriteNumberValue(node.Id);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("copies");
        foreach (Value value in plan.Crossings) json.WriteTensor(value.Name, value.Info);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
