using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using NnBridge;
using NnBridge.Backends.Cpu;
using NnBridge.DependencyInjection;
using NnBridge.Parsers.Onnx;
using NnBridge.Parsers.TfLite;
using NnBridge.Runtime;

using ServiceProvider services = new ServiceCollection()
    .AddNnBridge(options => options.AddParser(new OnnxParser()).AddParser(new TfLiteParser()).AddBackend(new ReferenceBackendFactory()))
    .BuildServiceProvider();
NnRuntime runtime = services.GetRequiredService<NnRuntime>();
using CompiledProgram program = runtime.Compile(runtime.Load(args[0]));
using Session session = program.CreateSession();

args[1..].Select(a => float.Parse(a, CultureInfo.InvariantCulture)).ToArray().CopyTo(session.Input<float>(0));
session.Run();
Console.WriteLine(string.Join(" ", session.Output<float>(0).ToArray().Select(v => v.ToString(CultureInfo.InvariantCulture))));
