using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using NnBridge.Bench.Tiers;
using NnBridge.Cli;
using NnBridge.Cli.Commands;
using NnBridge.Cli.Golden;

namespace NnBridge.Bench.Commands;

/// <summary>Checks that results are right whatever a processor has, and the same bits for networks of integers.</summary>
internal static class TiersCommand
{
    private const int Shown = 20;

    public static Command Create()
    {
        Argument<string[]> paths = Paths();
        Option<string[]> tiers = new("--tier") { Description = $"Only these, compared with the first of them: {string.Join(", ", Tier.All.Select(t => t.Name))}; repeatable", DefaultValueFactory = _ => [] };
        Option<string[]> known = new("--known") { Description = "Name of a case that is known to fail in every tier; repeatable", DefaultValueFactory = _ => [] };
        Option<Precision> precision = CommonOptions.JudgedPrecision();
        Option<int> jobs = Jobs();
        var command = new Command("tiers", "Run the cases of all operators and models with expected results under less and less of the processor") { paths, tiers, known, precision, jobs };
        command.SetBody((parsed, cancellation) =>
        {
            string[] names = parsed.GetValue(tiers)!;
            if (names.Except(Tier.All.Select(t => t.Name)).FirstOrDefault() is { } unknown) throw new UsageException($"--tier {unknown}: there is only {string.Join(", ", Tier.All.Select(t => t.Name))}");
            if (parsed.GetValue(jobs) < 1) throw new UsageException($"--jobs {parsed.GetValue(jobs)}: expected at least 1");
            Console.Out.WriteLine($"{"",-46} {"operators",-24} {"models",-24} networks of integers");
            Console.Out.WriteLine($"{"tier",-46} {"passed",7} {"refused",8} {"failed",7} {"passed",7} {"refused",8} {"failed",7}  with the same bits");
            ImmutableDictionary<string, TierCase>? first = null;
            bool right = true;
            foreach (Tier tier in Tier.All.Where(t => names.Length == 0 || names.Contains(t.Name)))
            {
                cancellation.ThrowIfCancellationRequested();
                (string device, ImmutableArray<TierCase> cases) = Run(tier, parsed.GetValue(paths)!, parsed.GetValue(precision), parsed.GetValue(jobs));
                cases = [.. cases.Where(c => !parsed.GetValue(known)!.Contains(c.Name))];
                first ??= cases.GroupBy(c => c.Name).ToImmutableDictionary(g => g.Key, g => g.First());
                right &= Print($"{tier.Name} ({device})", cases, first);
            }

            return right ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    /// <summary>The folders that are searched.</summary>
    public static Argument<string[]> Paths() => new("PATH") { Description = "Folders to search for golden cases", Arity = ArgumentArity.ZeroOrMore };

    /// <summary>How many models run at the same time.</summary>
    public static Option<int> Jobs() => new("--jobs") { Description = "Models at the same time", DefaultValueFactory = _ => Environment.ProcessorCount };

    private static (string Device, ImmutableArray<TierCase> Cases) Run(Tier tier, string[] paths, Precision precision, int jobs)
    {
        string file = Path.Combine(Path.GetTempPath(), $"nnbridge-tier-{Environment.ProcessId}.json");
        string[] arguments = ["tier", .. paths, "--precision", $"{precision}", "--jobs", $"{jobs}", "--output", file, .. tier.MayEmit ? Array.Empty<string>() : ["--no-emitted-code"]];
        try
        {
            (int code, string output, string errors) = SelfProcess.Run(arguments, tier.Environment);
            if (code != 0) throw new InvalidDataException($"{tier.Name}: the process ended with code {code}: {errors.Trim()}");
            return (output.Trim(), [.. JsonSerializer.Deserialize<TierCase[]>(File.ReadAllText(file)) ?? []]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static bool Print(string name, ImmutableArray<TierCase> cases, ImmutableDictionary<string, TierCase> first)
    {
        TierCase[] exact = [.. cases.Where(c => c.IsExact && first.TryGetValue(c.Name, out TierCase? before) && before.Bits is not null)];
        TierCase[] other = [.. exact.Where(c => c.Bits != first[c.Name].Bits)], failed = [.. cases.Where(c => c.Status is CaseResult.Fail or CaseResult.Error)];
        Console.Out.WriteLine($"{name,-46} {Counts(cases, isModel: false)} {Counts(cases, isModel: true)}  {exact.Length - other.Length} of {exact.Length}");
        foreach (TierCase one in failed.Take(Shown)) Console.Out.WriteLine($"    {one.Status}: {one.Name}: {one.Reason?.ReplaceLineEndings(" ")}");
        foreach (TierCase one in other.Take(Shown)) Console.Out.WriteLine($"    other bits: {one.Name}");
        return failed.Length == 0 && other.Length == 0;
    }

    private static string Counts(ImmutableArray<TierCase> cases, bool isModel)
    {
        int Count(params string[] status) => cases.Count(c => c.IsModel == isModel && status.Contains(c.Status));
        return $"{Count(CaseResult.Pass),7} {Count(CaseResult.Unsupported),8} {Count(CaseResult.Fail, CaseResult.Error),7}";
    }
}
