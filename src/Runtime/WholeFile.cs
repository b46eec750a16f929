using Microsoft.Win32.SafeHandles;

namespace NnBridge.Runtime;

/// <summary>Reads files at once.</summary>
internal static class WholeFile
{
    /// <summary>Bytes from which on a second thread pays: most of the time goes into memory that was never used before, and each processor prepares its own.</summary>
    private const int Large = 2 << 20;

    /// <exception cref="IOException">The file cannot be read.</exception>
    public static byte[] Read(string path)
    {
        using SafeFileHandle file = File.OpenHandle(path);
        long length = RandomAccess.GetLength(file);
        // Files that state no length, and those that may be longer than an array, are read as the framework does it.
        if (length is < Large or > int.MaxValue || Environment.ProcessorCount == 1) return File.ReadAllBytes(path);
        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)length);
        int half = bytes.Length / 2;
        Exception? failure = null;
        var second = new Thread(() => failure = Try(() => Fill(file, bytes, half, bytes.Length))) { IsBackground = true, Name = "NnBridge reader" };
        second.Start();
        Exception? own = Try(() => Fill(file, bytes, 0, half));
        second.Join();
        return (own ?? failure) is { } error ? throw new IOException($"{path}: {error.Message}", error) : bytes;
    }

    private static void Fill(SafeFileHandle file, byte[] bytes, int from, int to)
    {
        while (from < to)
        {
            int read = RandomAccess.Read(file, bytes.AsSpan(from, to - from), from);
            if (read == 0) throw new EndOfStreamException($"ends after {from} bytes, {bytes.Length} were expected");
            from += read;
        }
    }

    private static Exception? Try(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e;
        }
    }
}
