using System.Collections.Immutable;
using NnBridge.Ops;
using NnBridge.Parsers.Onnx.Mapping;

namespace NnBridge.Parsers.Onnx;

/// <summary>A node of an ONNX graph, as <see cref="IOnnxOperators"/> see it: operands as values of the network, attributes, and where results go.</summary>
public sealed class OnnxNode
{
    private readonly MappingContext _context;

    internal OnnxNode(MappingContext context) => _context = context;

    /// <summary>Name of the operator.</summary>
    public string Type => _context.Operator.Type;

    /// <summary>Version of the domain that the graph is written in.</summary>
    public int Version => _context.Opset;

    /// <summary>Number of operands, those that are left out included.</summary>
    public int InputCount => _context.InputCount;

    /// <summary>A required operand.</summary>
    /// <exception cref="InvalidNetworkException">It is left out, or no tensor.</exception>
    public Value Input(int index) => _context.Input(index);

    /// <summary>Whether the graph names a result.</summary>
    public bool HasOutput(int index) => _context.HasOutput(index);

    /// <summary>States which value a result is.</summary>
    /// <exception cref="InvalidNetworkException">The node has no such result.</exception>
    public void SetOutput(int index, Value value) => _context.SetOutput(index, value);

    /// <summary>Adds a node to the network and yields its first output.</summary>
    /// <param name="suffix">Tells it apart from others of this node.</param>
    /// <param name="op">What it does.</param>
    /// <param name="inputs">Operands; null for one that is left out.</param>
    public Value Add(string suffix, Op op, params ReadOnlySpan<Value?> inputs) => _context.Add(suffix, op, inputs);

    /// <summary>Adds a node to the network and yields all of its outputs.</summary>
    /// <param name="suffix">Tells it apart from others of this node.</param>
    /// <param name="op">What it does.</param>
    /// <param name="inputs">Operands; null for one that is left out.</param>
    public ImmutableArray<Value> AddAll(string suffix, Op op, params ReadOnlySpan<Value?> inputs) => _context.Builder.AddMany($"{_context.Name}/{suffix}", op, inputs);

    /// <summary>Adds a constant to the network.</summary>
    public Value Constant(string suffix, Tensor tensor) => _context.Builder.Constant($"{_context.Name}/{suffix}", tensor);

    /// <summary>Whether an attribute is given.</summary>
    public bool Has(string attribute) => _context.Attributes.Has(attribute);

    /// <summary>A number.</summary>
    /// <exception cref="InvalidModelException">It is of another kind.</exception>
    public long Int(string attribute, long otherwise) => _context.Attributes.Int(attribute, otherwise);

    /// <summary>A number with a fraction.</summary>
    /// <exception cref="InvalidModelException">It is of another kind.</exception>
    public float Float(string attribute, float otherwise) => _context.Attributes.Float(attribute, otherwise);

    /// <summary>A text.</summary>
    /// <exception cref="InvalidModelException">It is of another kind.</exception>
    public string Text(string attribute, string otherwise) => _context.Attributes.Text(attribute, otherwise);

    /// <summary>Numbers; null when left out.</summary>
    /// <exception cref="InvalidModelException">They are of another kind.</exception>
    public long[]? Ints(string attribute) => _context.Attributes.Ints(attribute);

    /// <summary>Numbers with fractions; null when left out.</summary>
    /// <exception cref="InvalidModelException">They are of another kind.</exception>
    public float[]? Floats(string attribute) => _context.Attributes.Floats(attribute);

    /// <summary>Texts; null when left out.</summary>
    /// <exception cref="InvalidModelException">They are of another kind.</exception>
    public string[]? Texts(string attribute) => _context.Attributes.Texts(attribute);

    /// <summary>A tensor; null when left out. One of texts is unsupported.</summary>
    /// <exception cref="InvalidModelException">It is of another kind.</exception>
    public Tensor? Tensor(string attribute) => _context.Attributes.Tensor(attribute) is { } tensor ? _context.Graph.File.Constant(tensor) : null;

    /// <summary>To be thrown for a variant that the network description cannot express; it is reported with all others at once.</summary>
    /// <param name="reason">What was found and what is expected.</param>
    public static Exception Unsupported(string reason) => new UnmappedException(reason);
}
