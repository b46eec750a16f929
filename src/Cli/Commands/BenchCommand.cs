using System.CommandLine;
using System.Diagnostics;
using NnBridge.Cli.Output;
using NnBridge.Runtime;

namespace NnBridge.Cli.Commands;

/// <summary>Measures how long a model takes.</summary>
internal static class BenchCommand
{
    private const int MinimumRuns = 5;

    public static Command Create()
    {
        var model = new ModelOptions();
        Option<int> threads = new("--threads") { Description = "Threads that one run may use", DefaultValueFactory = _ => 1 };
        Option<double> duration = new("--duration") { Description = "Seconds to measure for", DefaultValueFactory = _ => 3 };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("bench", "Measure load, compile and run times") { threads, duration, json };
        model.AddTo(command);
        command.SetBody((parsed, cancellation) =>
        {
            if (parsed.GetValue(threads) < 1) throw new UsageException($"--threads {parsed.GetValue(threads)}: expected at least 1");
            if (!(parsed.GetValue(duration) > 0)) throw new UsageException($"--duration {parsed.GetValue(duration)}: expected a positive number of seconds");
            using NnRuntime runtime = model.CreateRuntime(parsed);
            long start = Stopwatch.GetTimestamp();
            Network network = model.Load(runtime, parsed);
            double load = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            start = Stopwatch.GetTimestamp();
            using CompiledProgram program = runtime.Compile(network, model.CompileOptions(parsed) with { Threads = parsed.GetValue(threads) }, cancellation);
            double compile = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            using Session session = program.CreateSession();
            SessionInputs.Fill(session, []);
            double[] runs = Measure(session, TimeSpan.FromSeconds(parsed.GetValue(duration)), cancellation);
            if (parsed.GetValue(json)) PrintJson(load, compile, runs, session);
            else PrintText(load, compile, runs, session);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Milliseconds per run, sorted; the first runs warm up and do not count.</summary>
    private static double[] Measure(Session session, TimeSpan duration, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        do session.Run(cancellation);
        while (Stopwatch.GetElapsedTime(start) < duration / 5);

        var runs = new List<double>();
        start = Stopwatch.GetTimestamp();
        while (runs.Count < MinimumRuns || Stopwatch.GetElapsedTime(start) < duration)
        {
            long begin = Stopwatch.GetTimestamp();
            session.Run(cancellation);
            runs.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }

        runs.Sort();
        return [.. runs];
    }

    private static double Percentile(double[] sorted, double share) => sorted[(int)Math.Min(sorted.Length - 1, Math.Floor(share * sorted.Length))];

    private static void PrintText(double load, double compile, double[] runs, Session session)
    {
        Console.Out.WriteLine($"load {load:F2} ms, compile {compile:F2} ms");
        Console.Out.WriteLine($"run  min {runs[0]:F3} ms, median {Percentile(runs, 0.5):F3} ms, p95 {Percentile(runs, 0.95):F3} ms ({runs.Length} runs)");
        Console.Out.WriteLine($"arena {session.ArenaBytes} bytes");
    }

    private static void PrintJson(double load, double compile, double[] runs, Session session) => Json.Print(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("loadMs", load);
        json.WriteNumber("compileMs", compile);
        json.WriteNumber("runs", runs.Length);
        json.WriteNumber("minMs", runs[0]);
        json.WriteNumber("medianMs", Percentile(runs, 0.5));
        json.WriteNumber("p95Ms", Percentile(runs, 0.95));
        json.WriteNumber("arenaBytes", session.ArenaBytes);
        json.WriteEndObject();
    });
}
