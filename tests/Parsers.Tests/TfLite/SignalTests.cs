using NnBridge.TestKit.TfLite;

namespace NnBridge.Parsers.Tests.TfLite;

/// <summary>Custom operators of TensorFlow Lite Micro that remember a signal from run to run. Vectors are those of its unit tests.</summary>
public sealed class SignalTests
{
    [TestCase(3, new short[] { 1, 2, 3, 4, 5, 6, 7, 8 }, new short[] { 0, 0, 0, 1, 2, 3, 4, 5 }, new short[] { 6, 7, 8, 0, 0, 0, 0, 0 })]
    [TestCase(5, new short[] { 1, 2, 3 }, new short[] { 0, 0, 0 }, new short[] { 0, 0, 1 })]
    [TestCase(0, new short[] { 1, 2, 3 }, new short[] { 1, 2, 3 }, new short[] { 0, 0, 0 })]
    public void Delay(int delay, short[] x, short[] first, short[] second)
    {
        using ModelRun run = Run("SignalDelay", [x.Length], [x.Length], ("delay_length", delay));
        Assert.That(run.With("x", x).Run().Output<short>("y"), Is.EqualTo(first));
        Assert.That(run.With("x", new short[x.Length]).Run().Output<short>("y"), Is.EqualTo(second));
        run.Session.ResetState();
        Assert.That(run.With("x", x).Run().Output<short>("y"), Is.EqualTo(first));
    }

    [Test]
    public void Delay_of_rows()
    {
        using ModelRun run = Run("SignalDelay", [2, 4], [2, 4], ("delay_length", 3));
        Assert.That(run.With<short>("x", 1, 2, 3, 4, 5, 6, 7, 8).Run().Output<short>("y"), Is.EqualTo(new short[] { 0, 0, 0, 1, 0, 0, 0, 5 }));
        Assert.That(run.With<short>("x", 0, 0, 0, 0, 0, 0, 0, 0).Run().Output<short>("y"), Is.EqualTo(new short[] { 2, 3, 4, 0, 6, 7, 8, 0 }));
    }

    [Test]
    public void Frames_are_not_valid_before_there_are_enough_samples()
    {
        using ModelRun run = Run("SignalFramer", [1], [1, 3], ("frame_size", 3), ("frame_step", 1), ("prefill", false));
        for (int round = 0; round < 2; round++)
        {
            Assert.That(run.With<short>("x", 0x1234).Run().Output<bool>("valid"), Is.EqualTo(new[] { false }));
            Assert.That(run.With<short>("x", 0x5678).Run().Output<bool>("valid"), Is.EqualTo(new[] { false }));
            Assert.That(run.With<short>("x", 0x4321).Run().Output<bool>("valid"), Is.EqualTo(new[] { true }));
            Assert.That(run.Output<short>("y"), Is.EqualTo(new short[] { 0x1234, 0x5678, 0x4321 }));
            Assert.That(run.With<short>("x", 0x7777).Run().Output<short>("y"), Is.EqualTo(new short[] { 0x5678, 0x4321, 0x7777 }));
            run.Session.ResetState();
        }
    }

    [Test]
    public void Frames_begin_with_zeros()
    {
        using ModelRun run = Run("SignalFramer", [2, 4], [2, 2, 5], ("frame_size", 5), ("frame_step", 2), ("prefill", true));
        run.With<short>("x", 1, 2, 3, 4, 11, 12, 13, 14).Run();
        Assert.That(run.Output<bool>("valid"), Is.EqualTo(new[] { true }));
        Assert.That(run.Output<short>("y"), Is.EqualTo(new short[] { 0, 0, 0, 1, 2, 0, 1, 2, 3, 4, 0, 0, 0, 11, 12, 0, 11, 12, 13, 14 }));
        run.With<short>("x", 5, 6, 7, 8, 15, 16, 17, 18).Run();
        Assert.That(run.Output<short>("y"), Is.EqualTo(new short[] { 2, 3, 4, 5, 6, 4, 5, 6, 7, 8, 12, 13, 14, 15, 16, 14, 15, 16, 17, 18 }));
    }

    /// <summary>The original keeps whole steps and reads the oldest samples of them.</summary>
    [Test]
    public void Frames_lag_when_they_are_no_multiple_of_the_step()
    {
        using ModelRun run = Run("SignalFramer", [2], [1, 3], ("frame_size", 3), ("frame_step", 2), ("prefill", false));
        Assert.That(run.With<short>("x", 1, 2).Run().Output<bool>("valid"), Is.EqualTo(new[] { false }));
        Assert.That(run.With<short>("x", 3, 4).Run().Output<bool>("valid"), Is.EqualTo(new[] { true }));
        Assert.That(run.Output<short>("y"), Is.EqualTo(new short[] { 1, 2, 3 }));
        Assert.That(run.With<short>("x", 5, 6).Run().Output<short>("y"), Is.EqualTo(new short[] { 3, 4, 5 }));
    }

    [Test]
    public void The_first_frame_stands_for_those_before_it()
    {
        using ModelRun run = Run("SignalStacker", [3], [6], ("num_channels", 3), ("stacker_left_context", 1), ("stacker_right_context", 0), ("stacker_step", 1));
        for (int round = 0; round < 2; round++)
        {
            run.With<short>("x", 0x1234, 0x5678, 0x4321).Run();
            Assert.That(run.Output<bool>("valid"), Is.EqualTo(new[] { true }));
            Assert.That(run.Output<short>("y"), Is.EqualTo(new short[] { 0x1234, 0x5678, 0x4321, 0x1234, 0x5678, 0x4321 }));
            Assert.That(run.With<short>("x", 1, 2, 3).Run().Output<short>("y"), Is.EqualTo(new short[] { 0x1234, 0x5678, 0x4321, 1, 2, 3 }));
            run.Session.ResetState();
        }
    }

    [Test]
    public void Stacks_wait_for_frames_that_follow_and_for_the_step()
    {
        using ModelRun run = Run("SignalStacker", [1], [4], ("num_channels", 1), ("stacker_left_context", 1), ("stacker_right_context", 2), ("stacker_step", 2));
        var valid = new List<bool>();
        var stacks = new List<short[]>();
        for (short i = 1; i <= 7; i++)
        {
            valid.Add(run.With("x", i).Run().Output<bool>("valid")[0]);
            if (valid[^1]) stacks.Add(run.Output<short>("y"));
        }

        Assert.That(valid, Is.EqualTo(new[] { false, false, true, false, true, false, true }));
        Assert.That(stacks, Is.EqualTo(new short[][] { [1, 1, 2, 3], [2, 3, 4, 5], [4, 5, 6, 7] }));
    }

    [Test]
    public void Overlapping_frames_are_added()
    {
        short[] x = [125, -12, -895, 1000, 65, -212, 63, 71, 52, 1, -17, 32], y = new short[4];
        using ModelRun run = Run("SignalOverlapAdd", [1, 3], [1], ("T", 7), ("frame_step", 1));
        for (int i = 0; i < y.Length; i++) y[i] = run.With("x", x[(3 * i)..((3 * i) + 3)]).Run().Output<short>("y")[0];
        Assert.That(y, Is.EqualTo(new short[] { 125, 988, -767, -140 }));
    }

    [Test]
    public void Noise_is_remembered()
    {
        var model = new TfLiteModelBuilder();
        TfLiteGraphBuilder graph = model.Graph();
        var info = new TensorInfo(ElementType.UInt32, [2]);
        int x = graph.Input("x", info), y = graph.Output("y", info), noise = graph.Output("noise", info);
        graph.CustomOperator("SignalFilterBankSpectralSubtraction", [x], [y, noise], FlexMapWriter.Write(("num_channels", 2), ("smoothing", 1), ("one_minus_smoothing", 1),
            ("alternate_smoothing", 1), ("alternate_one_minus_smoothing", 1), ("min_signal_remaining", 0), ("smoothing_bits", 0), ("spectral_subtraction_bits", 1), ("clamping", 0)));
        using var run = new ModelRun(model);
        Assert.That(run.With<uint>("x", 100, 8).Run().Output<uint>("y"), Is.EqualTo(new uint[] { 50, 4 }));
        Assert.That(run.With<uint>("x", 100, 8).Run().Output<uint>("y"), Is.EqualTo(new uint[] { 25, 2 }));
        Assert.That(run.Output<uint>("noise"), Is.EqualTo(new uint[] { 75, 6 }));
    }

    [Test]
    public void Hostile_sizes_are_refused() =>
        Assert.That(() => Run("SignalFramer", [1], [1, 3], ("frame_size", int.MaxValue), ("frame_step", 1), ("prefill", true)),
            Throws.TypeOf<InvalidNetworkException>().With.Message.Contains("expected up to"));

    /// <summary>A model of one operator with one input and, where the original has it, a flag whether the output counts.</summary>
    private static ModelRun Run(string code, int[] input, int[] output, params (string, object)[] options)
    {
        var model = new TfLiteModelBuilder();
        TfLiteGraphBuilder graph = model.Graph();
        int x = graph.Input("x", new TensorInfo(ElementType.Int16, Shape.Of(input))), y = graph.Output("y", new TensorInfo(ElementType.Int16, Shape.Of(output)));
        int[] outputs = code is "SignalFramer" or "SignalStacker" ? [y, graph.Output("valid", new TensorInfo(ElementType.Bool, []))] : [y];
        graph.CustomOperator(code, [x], outputs, FlexMapWriter.Write(options));
        return new ModelRun(model);
    }
}
