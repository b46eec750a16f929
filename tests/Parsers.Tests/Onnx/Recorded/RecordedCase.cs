using System.Globalization;
using Google.Protobuf;
using NnBridge.Parsers.Onnx.Schema;
using AttributeType = NnBridge.Parsers.Onnx.Schema.AttributeProto.Types.AttributeType;

namespace NnBridge.Parsers.Tests.Onnx.Recorded;

/// <summary>A small model with inputs and the outputs that another runtime computed, from a text file.</summary>
/// <remarks>
/// Lines: <c>case NAME</c>; <c>opset DOMAIN VERSION</c>; <c>node DOMAIN TYPE inputs -> outputs attributes</c>, names separated by commas, <c>-</c> for one
/// that is left out, attributes as <c>name=i:1</c>, <c>f:0.5</c>, <c>s:text</c>, <c>is:1,2</c>, <c>fs:1,2</c>, <c>ss:a,b</c>; <c>open</c> when sizes of inputs are
/// open; <c>input</c>, <c>const</c> and <c>expect</c> with a tensor; <c>within RELATIVE ABSOLUTE</c> when results need not be equal.
/// </remarks>
internal sealed class RecordedCase(string name)
{
    private readonly ModelProto _model = new() { IrVersion = 8, Graph = new GraphProto { Name = name } };

    public string Name => name;

    public List<RecordedTensor> Inputs { get; } = [];

    public List<RecordedTensor> Expected { get; } = [];

    public double Relative { get; private set; }

    public double Absolute { get; private set; }

    public byte[] Model => _model.ToByteArray();

    public static List<RecordedCase> Read(string path)
    {
        var cases = new List<RecordedCase>();
        foreach (string line in File.ReadLines(path).Where(l => l.Length > 0 && l[0] != '#'))
        {
            string[] parts = line.Split(' ', 2);
            if (parts[0] == "case") cases.Add(new RecordedCase(parts[1]));
            else cases[^1].Add(parts[0], parts.Length > 1 ? parts[1] : "");
        }

        return cases;
    }

    public override string ToString() => name;

    private void Add(string kind, string rest)
    {
        switch (kind)
        {
            case "opset":
                string[] opset = rest.Split(' ');
                _model.OpsetImport.Add(new OperatorSetIdProto { Domain = opset[0] == "ai.onnx" ? "" : opset[0], Version = Whole(opset[1]) });
                break;
            case "node":
                _model.Graph.Node.Add(Node(rest.Split(' ')));
                break;
            case "open":
                for (int i = 0; i < Inputs.Count; i++) _model.Graph.Input[i] = Inputs[i].ToInfo(open: true);
                break;
            case "input":
                Inputs.Add(RecordedTensor.Parse(rest));
                _model.Graph.Input.Add(Inputs[^1].ToInfo(open: false));
                break;
            case "const":
                _model.Graph.Initializer.Add(RecordedTensor.Parse(rest).ToProto());
                break;
            case "expect":
                Expected.Add(RecordedTensor.Parse(rest));
                _model.Graph.Output.Add(new ValueInfoProto { Name = Expected[^1].Name });
                break;
            case "within":
                double[] bounds = [.. rest.Split(' ').Select(Number)];
                (Relative, Absolute) = (bounds[0], bounds[1]);
                break;
            default:
                throw new InvalidDataException($"{name}: line '{kind} {rest}' is not understood");
        }
    }

    private static NodeProto Node(string[] words)
    {
        var node = new NodeProto { Domain = words[0] == "ai.onnx" ? "" : words[0], OpType = words[1] };
        node.Input.Add(Names(words[2]));
        node.Output.Add(Names(words[4]));
        node.Attribute.Add(words[5..].Select(Attribute));
        return node;
    }

    private static IEnumerable<string> Names(string list) => list.Split(',').Select(n => n == "-" ? "" : n);

    private static AttributeProto Attribute(string text)
    {
        string[] sides = text.Split('=', 2), value = sides[1].Split(':', 2);
        string[] items = value[1].Length == 0 ? [] : value[1].Split(',');
        var attribute = new AttributeProto { Name = sides[0] };
        switch (value[0])
        {
            case "i": (attribute.Type, attribute.I) = (AttributeType.Int, Whole(value[1])); break;
            case "f": (attribute.Type, attribute.F) = (AttributeType.Float, (float)Number(value[1])); break;
            case "s": (attribute.Type, attribute.S) = (AttributeType.String, ByteString.CopyFromUtf8(value[1])); break;
            case "is":
                attribute.Type = AttributeType.Ints;
                attribute.Ints.Add(items.Select(Whole));
                break;
            case "fs":
                attribute.Type = AttributeType.Floats;
                attribute.Floats.Add(items.Select(i => (float)Number(i)));
                break;
            default:
                attribute.Type = AttributeType.Strings;
                attribute.Strings.Add(items.Select(ByteString.CopyFromUtf8));
                break;
        }

        return attribute;
    }

    private static long Whole(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
