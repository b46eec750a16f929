using System.CommandLine;
using NnBridge.Cli.Npy;
using NnBridge.Cli.Output;
using NnBridge.Runtime;

namespace NnBridge.Cli.Commands;

/// <summary>Runs a model once.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var model = new ModelOptions();
        Option<string[]> inputs = new("--input")
        {
            Description = "Content of an input, NAME=FILE.npy; repeatable. Inputs not given are random, from a fixed seed",
            DefaultValueFactory = _ => [],
        };
        Option<string?> outputs = new("--output-dir") { Description = "Folder for the outputs, as output_0.npy, output_1.npy …" };
        Option<string?> profile = new("--profile") { Description = "File for a trace that Perfetto and chrome://tracing open" };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("run", "Run a model once") { inputs, outputs, profile, json };
        model.AddTo(command);
        command.SetBody((parsed, cancellation) =>
        {
            using NnRuntime runtime = model.CreateRuntime(parsed);
            using CompiledProgram program = runtime.Compile(model.Load(runtime, parsed), model.CompileOptions(parsed), cancellation);
            using Session session = program.CreateSession();
            session.IsProfiling = parsed.GetValue(profile) is not null;
            SessionInputs.Fill(session, parsed.GetValue(inputs)!);
            session.Run(cancellation);
            if (parsed.GetValue(outputs) is { } folder) Save(session, folder);
            if (parsed.GetValue(profile) is { } trace)
                using (FileStream file = File.Create(trace)) program.CompileProfile.Concat(session.Profile).WriteChromeTrace(file);
            if (parsed.GetValue(json)) PrintJson(session);
            else PrintText(session);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Save(Session session, string folder)
    {
        Directory.CreateDirectory(folder);
        for (int i = 0; i < session.Outputs.Length; i++) NpyFile.Write(Path.Combine(folder, $"output_{i}.npy"), session.OutputBuffer(i));
    }

    private static void PrintText(Session session)
    {
        for (int i = 0; i < session.Outputs.Length; i++)
        {
            TensorBuffer buffer = session.OutputBuffer(i);
            double[] values = buffer.ToDoubles();
            string extremes = values.Length == 0 ? "" : $", minimum {values.Min():G6}, maximum {values.Max():G6} at {Array.IndexOf(values, values.Max())}";
            Console.Out.WriteLine($"{session.Outputs[i].Name}: {buffer.Info}{extremes}");
            Console.Out.WriteLine($"  {string.Join(" ", values.Take(8).Select(v => v.ToString("G6", null)))}{(values.Length > 8 ? " …" : "")}");
        }
    }

    private static void PrintJson(Session session) => Json.Print(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("outputs");
        for (int i = 0; i < session.Outputs.Length; i++) json.WriteTensor(session.Outputs[i].Name, session.OutputBuffer(i).Info);
        json.WriteEndArray();
        json.WriteEndObject();
    });
}
