using NnBridge.Ops;

namespace NnBridge.Runtime.Tests;

public sealed class SessionTests
{
    [Test]
    public void A_run_of_a_static_network_allocates_nothing()
    {
        using NnRuntime runtime = Networks.CreateRuntime();
        using CompiledProgram program = runtime.Compile(Networks.Random(1, 40));
        using Session session = program.CreateSession();
        for (int i = 0; i < 50; i++) session.Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) session.Run();
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    [Test]
    public void Sessions_of_one_program_run_in_parallel_with_identical_results()
    {
        using NnRuntime runtime = Networks.CreateRuntime();
        using CompiledProgram program = runtime.Compile(Networks.Random(2, 60));
        float[] expected = RunOnce(program, 0.5f);
        var threads = Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(() =>
        {
            using Session session = program.CreateSession();
            session.Input<float>(0).Fill(0.5f);
            for (int i = 0; i < 1000; i++)
            {
                session.Run();
                if (!session.Output<float>(0).SequenceEqual(expected)) return i;
            }

            return -1;
        }, TaskCreationOptions.LongRunning)).ToArray();
        Task.WaitAll(threads);
        Assert.That(threads.Select(t => t.Result), Is.All.EqualTo(-1));
    }

    [Test]
    public void State_is_kept_from_run_to_run_until_it_is_reset()
    {
        using NnRuntime runtime = Networks.CreateRuntime();
        using CompiledProgram program = runtime.Compile(Networks.Accumulator());
        using Session session = program.CreateSession();
        session.Input<float>("x").Fill(2);
        session.Run();
        session.Run();
        Assert.That(session.Output<float>("y").ToArray(), Is.EqualTo(new float[] { 5, 5, 5, 5 }));
        session.ResetState();
        session.Run();
        Assert.That(session.Output<float>("y").ToArray(), Is.EqualTo(new float[] { 3, 3, 3, 3 }));
    }

    [Test]
    public void A_state_that_is_an_output_is_shown_as_the_run_saw_it()
    {
        var builder = new NetworkBuilder("delay");
        Value x = builder.Input("x", Networks.Vector), before = builder.StateInput("last", Networks.Vector);
        builder.State(before, builder.Add("copy", new Unary(UnaryKind.Neg), [x]));
        builder.Output(before, "delayed");
        using NnRuntime runtime = Networks.CreateRuntime();
        using CompiledProgram program = runtime.Compile(builder.Build());
        using Session session = program.CreateSession();
        for (int step = 1; step <= 3; step++)
        {
            session.Input<float>("x").Fill(step);
            session.Run();
            Assert.That(session.Output<float>("delayed").ToArray(), Is.All.EqualTo(1f - step));
        }
    }

    [Test]
    public void An_output_can_be_linked_to_an_input()
    {
        var builder = new NetworkBuilder("linked");
        Value x = builder.Input("x", Networks.Vector), h = builder.Input("h", Networks.Vector);
        Value y = builder.Add("y", new Binary(BinaryKind.Add), [x, h]);
        builder.Output(y);
        using NnRuntime runtime = Networks.CreateRuntime();
        using CompiledProgram program = runtime.Compile(builder.Build(), new CompileOptions { States = [new StateLink("y", "h")] });
        using Session session = program.CreateSession();
        session.Input<float>("x").Fill(1);
        session.State<float>("h").Fill(10);
        session.Run();
        session.Run();
        Assert.That(session.Output<float>(0)[0], Is.EqualTo(12));
        Assert.That(session.Inputs.Select(i => i.Name), Is.EqualTo(new[] { "x" }));
    }

    [Test]
    public void Another_input_shape_compiles_once_and_is_remembered()
    {
        using NnRuntime runtime = Networks.CreateRuntime();
        using CompiledProgram program = runtime.Compile(Networks.Random(3, 10));
        using Session session = program.CreateSession();
        session.SetInputShape("x", [2, 6]);
        session.Input<float>("x").Fill(1);
        session.Run();
        PartitionPlan plan = session.Plan;
        Assert.That(session.OutputBuffer(0).Info.Shape, Is.EqualTo(Shape.Of(2, 6)));
        session.SetInputShape("x", [4]);
        session.Run();
        session.SetInputShape("x", [2, 6]);
        session.Run();
        Assert.That(session.Plan, Is.SameAs(plan));
    }

    [Test]
    public void Shapes_that_depend_on_data_are_found_while_running()
    {
        var builder = new NetworkBuilder("where");
        Value x = builder.Input("x", new TensorInfo(ElementType.Bool, [5]));
        Value places = builder.Add("places", new NonZero(ElementType.Int32), [x]);
        builder.Output(builder.Add("twice", new Binary(BinaryKind.Add), [places, places]));
        using NnRuntime runtime = Networks.CreateRuntime();
        using CompiledProgram program = runtime.Compile(builder.Build());
        using Session session = program.CreateSession();
        bool[] first = [true, false, true, false, true], second = [false, false, false, true, false];
        first.CopyTo(session.Input<bool>(0));
        session.Run();
        Assert.That(session.Output<int>(0).ToArray(), Is.EqualTo(new[] { 0, 4, 8 }));
        second.CopyTo(session.Input<bool>(0));
        session.Run();
        Assert.That(session.Output<int>(0).ToArray(), Is.EqualTo(new[] { 6 }));
    }

    [Test]
    public void Outputs_may_be_inputs_constants_or_listed_twice()
    {
        var builder = new NetworkBuilder("odd outputs");
        Value x = builder.Input("x", Networks.Vector), c = builder.Float("c", 7), y = builder.Add("y", new Unary(UnaryKind.Neg), [x]);
        foreach (Value value in new[] { x, c, y, y }) builder.Output(value);
        using NnRuntime runtime = Networks.CreateRuntime();
        using CompiledProgram program = runtime.Compile(builder.Build());
        using Session session = program.CreateSession();
        session.Input<float>(0).Fill(3);
        session.Run();
        Assert.That(Enumerable.Range(0, 4).Select(i => session.Output<float>(i)[0]), Is.EqualTo(new float[] { 3, 7, -3, -3 }));
    }

    [Test]
    public void A_loop_runs_its_body_and_can_be_cancelled()
    {
        using NnRuntime runtime = Networks.CreateRuntime();
        using CompiledProgram program = runtime.Compile(Countdown());
        using Session session = program.CreateSession();
        session.Input<int>("n")[0] = 5;
        session.Run();
        Assert.That(session.Output<int>(1)[0], Is.EqualTo(32));
        session.Input<int>("n")[0] = int.MaxValue;
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        Assert.That(() => session.Run(soon.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Wrong_names_and_types_are_told_with_what_there_is()
    {
        using NnRuntime runtime = Networks.CreateRuntime();
        using CompiledProgram program = runtime.Compile(Networks.Accumulator());
        using Session session = program.CreateSession();
        Assert.Multiple(() =>
        {
            Assert.That(() => session.Input<float>("nope").Length, Throws.ArgumentException.With.Message.Contains("there are: x"));
            Assert.That(() => session.Input<int>("x").Length, Throws.InvalidOperationException.With.Message.Contains("Float32"));
            Assert.That(() => runtime.Compile(Networks.Accumulator(), new CompileOptions { Backends = ["npu"] }), Throws.ArgumentException.With.Message.Contains("there are: cpu.ref"));
            Assert.That(() => runtime.Compile(Networks.Accumulator(), new CompileOptions { Pins = [new Pin("Bin*", "app")] }), Throws.ArgumentException.With.Message.Contains("which refuses it"));
        });
    }

    [Test]
    public void A_profile_has_every_node_and_opens_as_a_trace()
    {
        using NnRuntime runtime = Networks.CreateRuntime();
        using CompiledProgram program = runtime.Compile(Networks.Random(4, 12));
        using Session session = program.CreateSession();
        session.IsProfiling = true;
        session.Run();
        RunProfile profile = session.Profile;
        Assert.That(profile.Entries.Count(e => e.Stage == "node"), Is.EqualTo(session.Plan.Placements.Length));
        using var stream = new MemoryStream();
        program.CompileProfile.Concat(profile).WriteChromeTrace(stream);
        using var json = System.Text.Json.JsonDocument.Parse(stream.ToArray());
        Assert.That(json.RootElement.GetProperty("traceEvents").GetArrayLength(), Is.GreaterThan(profile.Entries.Length));
    }

    private static Network Countdown()
    {
        TensorInfo scalar = new(ElementType.Int32, Shape.Scalar);
        var condition = new NetworkBuilder("condition");
        Value n = condition.Input("n", scalar);
        condition.Input("v", scalar);
        condition.Output(condition.Add("more", new Comparison(ComparisonKind.Greater), [n, condition.Constant("0", Tensor.Create<int>(scalar, [0]))]));
        var body = new NetworkBuilder("body");
        Value m = body.Input("n", scalar), v = body.Input("v", scalar);
        body.Output(body.Add("less", new Binary(BinaryKind.Sub), [m, body.Constant("1", Tensor.Create<int>(scalar, [1]))]));
        body.Output(body.Add("double", new Binary(BinaryKind.Add), [v, v]));
        var builder = new NetworkBuilder("countdown");
        Value start = builder.Input("n", scalar), one = builder.Constant("one", Tensor.Create<int>(scalar, [1]));
        foreach (Value result in builder.AddMany("loop", new While(condition.Build(), body.Build()), [start, one])) builder.Output(result);
        return builder.Build();
    }

    private static float[] RunOnce(CompiledProgram program, float value)
    {
        using Session session = program.CreateSession();
        session.Input<float>(0).Fill(value);
        session.Run();
        return session.Output<float>(0).ToArray();
    }
}
