namespace NnBridge.Bench.Onnx;

/// <summary>One operator of a graph; tensors are named.</summary>
/// <param name="Operator">Its name in ONNX's own domain.</param>
/// <param name="Inputs">Operands; empty where one is left out.</param>
/// <param name="Outputs">Results.</param>
/// <param name="Attributes">Values of type long, float, string or long[].</param>
internal sealed record OnnxNode(string Operator, ValueList<string> Inputs, ValueList<string> Outputs, params (string Name, object Value)[] Attributes);
