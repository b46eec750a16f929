namespace NnBridge.Bench.Contenders;

/// <summary>What nodes of one kind take in one run.</summary>
/// <param name="Kernel">Name of the kernel, as the engine gives it.</param>
/// <param name="Count">Number of nodes.</param>
/// <param name="Milliseconds">Their time together.</param>
internal sealed record KernelTime(string Kernel, int Count, double Milliseconds);
