using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using NnBridge.Bench.Kernels;

// In this process: a generated project would not inherit the settings of this one.
IConfig config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .AddColumn(new RateColumn(), StatisticColumn.Median, StatisticColumn.Min)
    .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(48))
    .WithArtifactsPath(Path.Combine("artifacts", "benchmarks"));
BenchmarkSwitcher.FromTypes([typeof(KernelBenchmarks)]).Run(args.Length == 0 ? ["--filter", "*"] : args, config);
