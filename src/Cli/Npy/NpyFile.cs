using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace NnBridge.Cli.Npy;

/// <summary>Reads and writes NumPy's .npy format, versions 1 to 3, C order, little-endian.</summary>
internal static partial class NpyFile
{
    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">Not an .npy file, or a kind that is not handled; says which file and what was found.</exception>
    public static Tensor Read(string path)
    {
        try
        {
            return Decode(File.ReadAllBytes(path));
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>Writes a file; packed element types are widened to 8 bits, as NumPy has none.</summary>
    public static void Write(string path, TensorBuffer tensor) => File.WriteAllBytes(path, Encode(tensor));

    internal static Tensor Decode(byte[] file)
    {
        if (file.Length < 10 || !file.AsSpan().StartsWith(Magic)) throw new InvalidDataException("not an .npy file");
        bool wide = file[6] > 1;
        int start = wide ? 12 : 10;
        if (file.Length < start) throw new InvalidDataException("ends inside the header");
        long headerLength = wide ? BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(8)) : BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(8));
        if (start + headerLength > file.Length) throw new InvalidDataException("ends inside the header");
        string header = Encoding.UTF8.GetString(file, start, (int)headerLength);
        Match match = HeaderPattern().Match(header);
        if (!match.Success) throw new InvalidDataException($"header {header.Trim()} is not understood");
        if (match.Groups["fortran"].Value == "True") throw new InvalidDataException("is in Fortran order, expected C order");
        int[] sizes = [.. match.Groups["shape"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(s => int.Parse(s, CultureInfo.InvariantCulture))];
        var info = new TensorInfo(TypeOf(match.Groups["descr"].Value), Shape.Of(sizes));
        int dataStart = start + (int)headerLength;
        if (file.Length - dataStart < info.ByteCount)
            throw new InvalidDataException($"has {file.Length - dataStart} bytes of data, {info} takes {info.ByteCount}");
        return new Tensor(info, file.AsMemory(dataStart, (int)info.ByteCount));
    }

    internal static byte[] Encode(TensorBuffer tensor)
    {
        TensorBuffer whole = tensor.Info.Type.IsPacked() ? tensor.Unpack() : tensor;
        string shape = string.Join(", ", whole.Info.Shape.ToArray()) + (whole.Info.Shape.Rank == 1 ? "," : "");
        string header = $"{{'descr': '{DescrOf(whole.Info.Type)}', 'fortran_order': False, 'shape': ({shape}), }}";
        int padded = ((10 + header.Length + 1 + 63) / 64 * 64) - 10;
        var file = new byte[10 + padded + whole.Bytes.Length];
        Magic.CopyTo(file);
        file[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(8), (ushort)padded);
        Encoding.ASCII.GetBytes(header.PadRight(padded - 1) + "\n", file.AsSpan(10));
        whole.Bytes.Span.CopyTo(file.AsSpan(10 + padded));
        return file;
    }

    private static ElementType TypeOf(string descr) => descr.TrimStart('<', '|', '=') switch
    {
        "f4" => ElementType.Float32,
        "f2" => ElementType.Float16,
        "f8" => ElementType.Float64,
        "i1" => ElementType.Int8,
        "u1" => ElementType.UInt8,
        "i2" => ElementType.Int16,
        "u2" => ElementType.UInt16,
        "i4" => ElementType.Int32,
        "u4" => ElementType.UInt32,
        "i8" => ElementType.Int64,
        "u8" => ElementType.UInt64,
        "b1" => ElementType.Bool,
        "c8" => ElementType.Complex64,
        _ => throw new InvalidDataException($"has elements of type {descr}, which is not handled"),
    };

    private static string DescrOf(ElementType type) => type switch
    {
        ElementType.Float32 => "<f4",
        ElementType.Float16 => "<f2",
        ElementType.Float64 => "<f8",
        ElementType.Int8 => "|i1",
        ElementType.UInt8 => "|u1",
        ElementType.Int16 => "<i2",
        ElementType.UInt16 => "<u2",
        ElementType.Int32 => "<i4",
        ElementType.UInt32 => "<u4",
        ElementType.Int64 => "<i8",
        ElementType.UInt64 => "<u8",
        ElementType.Bool => "|b1",
        ElementType.Complex64 => "<c8",
        ElementType.BFloat16 => "<u2",
        _ => "|u1",
    };

    [GeneratedRegex(@"'descr':\s*'(?<descr>[^']+)'.*'fortran_order':\s*(?<fortran>True|False).*'shape':\s*\((?<shape>[^)]*)\)")]
    private static partial Regex HeaderPattern();
}
