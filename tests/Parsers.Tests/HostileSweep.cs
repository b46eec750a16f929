using System.Diagnostics;

namespace NnBridge.Parsers.Tests;

/// <summary>Spoils model files at random and checks how a parser ends: how, how fast, and with how much memory.</summary>
/// <remarks>Every round has its own seed, so that one can be repeated alone. Failures are collected: one example per kind.</remarks>
/// <param name="parse">Reads a model.</param>
/// <param name="allowed">Exceptions that may escape.</param>
/// <param name="heapBytesPerFileByte">Most memory to allocate, per byte of the original file.</param>
internal sealed class HostileSweep(Action<ReadOnlyMemory<byte>> parse, Type[] allowed, int heapBytesPerFileByte)
{
    /// <summary>Outcome of inputs that ended without an exception.</summary>
    public const string Read = "read";

    private const int FixedHeapBytes = 1 << 16;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(1);
    private static readonly uint[] Interesting =
        [0, 1, 2, 3, 4, 5, 8, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE, uint.MaxValue];

    private readonly SortedDictionary<string, int> _outcomes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _failures = new(StringComparer.Ordinal);
    private TimeSpan _slowest;
    private double _hungriest;

    /// <summary>How many inputs ended how; <see cref="Read"/> is no exception.</summary>
    public IReadOnlyDictionary<string, int> Outcomes => _outcomes;

    /// <summary>What went wrong: an example of every kind.</summary>
    public IEnumerable<string> Failures => _failures.Values;

    /// <summary>One line of figures.</summary>
    public override string ToString() => string.Join(", ", _outcomes.Select(o => $"{o.Value} {o.Key}")) +
        FormattableString.Invariant($"; slowest {_slowest.TotalMilliseconds:F1} ms, at most {_hungriest:F1} bytes of heap per byte");

    /// <summary>Truncates a file at every length that is a multiple of <paramref name="step"/>.</summary>
    public void Truncate(string name, byte[] bytes, int step)
    {
        for (int length = 0; length < bytes.Length; length += step)
            Check(bytes.AsMemory(0, length), bytes.Length, $"{name} cut to {length} bytes");
    }

    /// <summary>Spoils a file once. The bytes are restored afterwards.</summary>
    /// <param name="name">Name, for messages.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="structure">Ranges that are not content of tensors.</param>
    /// <param name="fields">Ranges of numbers whose damage leaves the file well-formed.</param>
    /// <param name="seed">Seed of this round.</param>
    public void Mutate(string name, byte[] bytes, IReadOnlyList<Range> structure, IReadOnlyList<Range> fields, int seed)
    {
        var random = new Random(seed);
        bool gentle = random.Next(3) != 0;
        IReadOnlyList<Range> where = gentle ? fields : structure;
        int length = !gentle && random.Next(8) == 0 ? Position(random, bytes.Length, where) : bytes.Length;
        var undo = new Stack<(int Position, uint Old)>();
        for (int i = random.Next(3) == 0 ? random.Next(2, 7) : 1; i > 0; i--)
        {
            int position = Math.Min(Position(random, bytes.Length, where), bytes.Length - sizeof(uint));
            Span<byte> target = bytes.AsSpan(position, sizeof(uint));
            undo.Push((position, BitConverter.ToUInt32(target)));
            Spoil(random, target, bytes, where);
        }

        Check(bytes.AsMemory(0, length), bytes.Length, $"{name} with seed {seed}");
        while (undo.TryPop(out (int Position, uint Old) change)) BitConverter.TryWriteBytes(bytes.AsSpan(change.Position), change.Old);
    }

    private static void Spoil(Random random, Span<byte> target, byte[] bytes, IReadOnlyList<Range> where)
    {
        switch (random.Next(6))
        {
            case 0:
                target[0] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                target[0] = (byte)random.Next(256);
                break;
            case 2:
                BitConverter.TryWriteBytes(target, (ushort)Interesting[random.Next(Interesting.Length)]);
                break;
            case 3:
                BitConverter.TryWriteBytes(target, Interesting[random.Next(Interesting.Length)]);
                break;
            case 4:
                BitConverter.TryWriteBytes(target, BitConverter.ToUInt32(target) + (uint)random.Next(-16, 17));
                break;
            default:
                bytes.AsSpan(Math.Min(Position(random, bytes.Length, where), bytes.Length - sizeof(uint)), sizeof(uint)).CopyTo(target);
                break;
        }
    }

    private static int Position(Random random, int length, IReadOnlyList<Range> where)
    {
        if (where.Count == 0 || random.Next(32) == 0) return random.Next(length);
        (int start, int size) = where[random.Next(where.Count)].GetOffsetAndLength(length);
        int offset = random.Next(size);
        // Usually the start of a number.
        return start + (random.Next(4) == 0 ? offset : offset & ~3);
    }

    /// <summary>Reads bytes once.</summary>
    /// <param name="bytes">What is read.</param>
    /// <param name="originalLength">Bytes of the file that they come from: what memory is measured by.</param>
    /// <param name="what">Name, for messages.</param>
    public void Check(ReadOnlyMemory<byte> bytes, int originalLength, string what)
    {
        (Exception? end, TimeSpan time, long heap) = Run(bytes);
        // A busy machine may stop the clock's owner for long: only what is slow every time is slow.
        for (int again = 0; again < 3 && time > TimeLimit; again++) time = Run(bytes).Time;
        if (end is not null && !allowed.Contains(end.GetType())) Fail(Where(end), $"{what}: {end}");
        if (time > TimeLimit) Fail($"slow, {Where(end)}", $"{what}: took {time.TotalSeconds:F1} s, ended with {end}");
        if (heap > (long)heapBytesPerFileByte * originalLength + FixedHeapBytes)
            Fail($"hungry, {Where(end)}", $"{what}: took {heap} bytes of heap for a file of {originalLength} bytes, ended with {end}");

        string outcome = end?.GetType().Name ?? Read;
        _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
        if (time > _slowest) _slowest = time;
        _hungriest = Math.Max(_hungriest, (heap - FixedHeapBytes) / (double)originalLength);
    }

    private void Fail(string kind, string message) => _failures.TryAdd(kind, message);

    /// <summary>Type of an exception and the method it came from: enough to tell kinds apart.</summary>
    private static string Where(Exception? e) =>
        $"{e?.GetType().Name} {e?.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("NnBridge", StringComparison.Ordinal))}";

    private (Exception? End, TimeSpan Time, long Heap) Run(ReadOnlyMemory<byte> bytes)
    {
        Exception? end = null;
        long before = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        try
        {
            parse(bytes);
        }
        catch (Exception e)
        {
            end = e;
        }

        return (end, Stopwatch.GetElapsedTime(start), GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
