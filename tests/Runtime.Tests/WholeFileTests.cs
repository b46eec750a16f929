namespace NnBridge.Runtime.Tests;

/// <summary>Files are read at once, large ones by two threads.</summary>
public sealed class WholeFileTests
{
    [Test]
    public void Every_byte_is_there([Values(0, 1, 4096, (2 << 20) - 1, 2 << 20, (5 << 20) + 3)] int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        string path = Path.Combine(Path.GetTempPath(), $"nnbridge-{Guid.NewGuid():N}.bin");
        try
        {
            File.WriteAllBytes(path, bytes);
            Assert.That(WholeFile.Read(path).AsSpan().SequenceEqual(bytes));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void A_file_that_is_not_there_is_reported() =>
        Assert.Throws<FileNotFoundException>(() => WholeFile.Read(Path.Combine(Path.GetTempPath(), $"nnbridge-{Guid.NewGuid():N}.bin")));
}
