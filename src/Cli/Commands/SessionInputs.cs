using NnBridge.Cli.Npy;
using NnBridge.Runtime;

namespace NnBridge.Cli.Commands;

/// <summary>Fills the inputs of a session from files, and with seeded random numbers where none is given.</summary>
internal static class SessionInputs
{
    private const int Seed = 20240229;

    /// <exception cref="UsageException">A text is not NAME=FILE, or names no input.</exception>
    /// <exception cref="InvalidDataException">A file does not fit its input.</exception>
    public static void Fill(Session session, IEnumerable<string> assignments)
    {
        var given = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (string text in assignments)
        {
            (string name, string file) = CommonOptions.SplitAssignment("--input", text, "NAME=FILE.npy");
            if (!session.Inputs.Any(i => i.Name == name))
                throw new UsageException($"--input {name}: the model has no such input; it has: {string.Join(", ", session.Inputs.Select(i => i.Name))}");
            given[name] = NpyFile.Read(file);
        }

        foreach ((string name, Tensor tensor) in given) session.SetInputShape(name, tensor.Info.Shape);
        for (int i = 0; i < session.Inputs.Length; i++)
        {
            if (given.TryGetValue(session.Inputs[i].Name, out Tensor? tensor)) Copy(tensor, session.InputBuffer(i), session.Inputs[i].Name);
            else Randomize(session.InputBuffer(i), new Random(Seed + i));
        }
    }

    /// <summary>Copies a constant to a buffer of the same type and shape.</summary>
    /// <exception cref="InvalidDataException">They differ; says how.</exception>
    public static void Copy(Tensor tensor, TensorBuffer target, string name)
    {
        if (tensor.Bytes.Length != target.Bytes.Length || (tensor.Info.Type != target.Info.Type && !SameStorage(tensor.Info.Type, target.Info.Type)))
            throw new InvalidDataException($"'{name}' is given {tensor.Info}, expected {target.Info}");
        tensor.Bytes.CopyTo(target.Bytes);
    }

    private static bool SameStorage(ElementType file, ElementType input) =>
        (file, input) is (ElementType.UInt16, ElementType.BFloat16) or (ElementType.UInt8, ElementType.Bool) or (ElementType.Bool, ElementType.UInt8);

    /// <summary>Fills a buffer with numbers that a model can bear: fractions from -1 to 1, any bytes, and 0 for what may be an index.</summary>
    public static void Randomize(TensorBuffer buffer, Random random)
    {
        switch (buffer.Info.Type)
        {
            case ElementType.Float32:
                foreach (ref float v in buffer.Span<float>()) v = (random.NextSingle() * 2) - 1;
                break;
            case ElementType.Float16:
                foreach (ref Half v in buffer.Span<Half>()) v = (Half)((random.NextSingle() * 2) - 1);
                break;
            case ElementType.Float64:
                foreach (ref double v in buffer.Span<double>()) v = (random.NextDouble() * 2) - 1;
                break;
            case ElementType.Int8 or ElementType.UInt8 or ElementType.Int4 or ElementType.UInt4:
                random.NextBytes(buffer.Bytes.Span);
                break;
            case ElementType.Int16:
                foreach (ref short v in buffer.Span<short>()) v = (short)random.Next(short.MinValue, short.MaxValue + 1);
                break;
            case ElementType.Bool:
                foreach (ref bool v in buffer.Span<bool>()) v = random.Next(2) == 1;
                break;
            default:
                // Wide integers are indices, sizes or token numbers: zero is one that exists.
                buffer.Bytes.Span.Clear();
                break;
        }
    }
}
