using NnBridge.Bench.Contenders;
using NnBridge.Bench.Measuring;
using NnBridge.Bench.Models;
using NnBridge.Bench.Reports;

namespace NnBridge.Bench.Commands;

/// <summary>Compares NnBridge with ONNX Runtime on one model.</summary>
internal sealed class Comparer(EngineSettings settings, AlternatingTimer timer, ContenderKind ours, bool measureColdStart)
{
    // Largest difference, relative to the largest value of an output. Sums in another order differ by some 1e-6 a layer; engines round
    // integers differently by a step here and there, which later layers enlarge.
    private const double FloatTolerance = 1e-3, ReducedTolerance = 5e-2, IntegerTolerance = 5e-2;

    /// <summary>Measures a model; what stands in the way is in the row.</summary>
    public ComparisonRow Compare(ModelCase model)
    {
        var row = new ComparisonRow(model.Name, model.IsInteger ? "int8" : settings.Precision.ToString().ToLowerInvariant(), settings.Threads);
        try
        {
            return Measure(row, model);
        }
        catch (Exception e) when (e is NnBridgeException or InvalidDataException or ArgumentException)
        {
            return row with { Problem = e.Message.ReplaceLineEndings(" ") };
        }
    }

    private ComparisonRow Measure(ComparisonRow row, ModelCase model)
    {
        // Before anything is loaded here, so that the machine's memory is free.
        ColdStart? oursCold = measureColdStart ? ColdCommand.Measure(ours, model, settings) : null;
        ColdStart? ortCold = measureColdStart ? ColdCommand.Measure(ContenderKind.Ort, model, settings) : null;
        using var theirs = new OrtContender(model.Path, model.InputFiles, settings);
        using IContender mine = ours == ContenderKind.NnBridge
            ? new NnBridgeContender(model.Path, theirs.Inputs, settings.Shapes, settings.CompileOptions())
            : new OrtContender(model.Path, model.InputFiles, settings);
        theirs.Run();
        mine.Run();
        Agreement agreement = Agreement.Of(theirs.ReadOutputs(), mine.ReadOutputs());
        double tolerance = model.IsInteger ? IntegerTolerance : settings.Precision == Precision.Reduced ? ReducedTolerance : FloatTolerance;
        return row with
        {
            Duel = timer.Measure(theirs, mine),
            Agreement = agreement,
            Agrees = agreement.Problem is null && agreement.MaxRelDiff <= tolerance,
            Placement = (mine as NnBridgeContender)?.Placement ?? mine.Name,
            OrtCold = ortCold,
            OursCold = oursCold,
            Problem = agreement.Problem,
        };
    }
}
