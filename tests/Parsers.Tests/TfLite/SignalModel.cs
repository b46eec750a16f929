using System.Buffers.Binary;
using NnBridge.TestKit.TfLite;
using static NnBridge.Parsers.Tests.TfLite.OneOperator;

namespace NnBridge.Parsers.Tests.TfLite;

/// <summary>A model with the custom operators of TensorFlow Lite Micro and MediaPipe.</summary>
internal static class SignalModel
{
    private const int Samples = 8, Bins = 10, Channels = 2;

    public static TfLiteModelBuilder Create()
    {
        var model = new TfLiteModelBuilder();
        TfLiteGraphBuilder graph = model.Graph();
        int audio = graph.Input("audio", Info(ElementType.Int16, Samples));
        int delayed = graph.Tensor("delayed", Info(ElementType.Int16, Samples)), frames = graph.Output("frames", Info(ElementType.Int16, 2, 6)), valid = graph.Output("valid", Info(ElementType.Bool));
        graph.CustomOperator("SignalDelay", [audio], [delayed], FlexMapWriter.Write(("delay_length", 3)));
        graph.CustomOperator("SignalFramer", [delayed], [frames, valid], FlexMapWriter.Write(("frame_size", 6), ("frame_step", 4), ("prefill", false)));
        int joined = graph.Output("joined", Info(ElementType.Int16, 8));
        graph.CustomOperator("SignalOverlapAdd", [frames], [joined], FlexMapWriter.Write(("T", 7), ("frame_step", 4)));
        int spectrum = AddSpectrum(graph, audio);
        AddFilters(graph, spectrum);
        AddPooling(graph);
        return model;
    }

    private static int AddSpectrum(TfLiteGraphBuilder graph, int audio)
    {
        int window = graph.Constant("window", Shorts(Enumerable.Repeat((short)4000, Samples)));
        int faded = graph.Tensor("faded", Info(ElementType.Int16, Samples)), scaled = graph.Tensor("scaled", Info(ElementType.Int16, Samples)), bits = graph.Tensor("bits", Info(ElementType.Int32));
        int spectrum = graph.Tensor("spectrum", Info(ElementType.Int16, Bins)), energy = graph.Tensor("energy", Info(ElementType.UInt32, Bins / 2)), back = graph.Output("back", Info(ElementType.Int16, Samples));
        graph.CustomOperator("SignalWindow", [audio, window], [faded], FlexMapWriter.Write(("shift", 12)));
        graph.CustomOperator("SignalFftAutoScale", [faded], [scaled, bits]);
        graph.CustomOperator("SignalRfft", [scaled], [spectrum], FlexMapWriter.Write(("T", 7), ("fft_length", Samples)));
        graph.CustomOperator("SignalIrfft", [spectrum], [back], FlexMapWriter.Write(("T", 7), ("fft_length", Samples)));
        graph.CustomOperator("SignalEnergy", [spectrum], [energy], FlexMapWriter.Write(("start_index", 1), ("end_index", 5)));
        int bank = graph.Tensor("bank", Info(ElementType.UInt64, Channels)), roots = graph.Tensor("roots", Info(ElementType.UInt32, Channels));
        int weights = graph.Constant("weights", Shorts([1, 2, 3])), unweights = graph.Constant("unweights", Shorts([3, 2, 1]));
        int first = graph.Constant("first", Shorts([1, 2, 3])), firstWeight = graph.Constant("first_weight", Shorts([0, 1, 2])), width = graph.Constant("width", Shorts([1, 1, 1]));
        graph.CustomOperator("SignalFilterBank", [energy, weights, unweights, first, firstWeight, width], [bank], FlexMapWriter.Write(("num_channels", Channels)));
        graph.CustomOperator("SignalFilterBankSquareRoot", [bank, bits], [roots]);
        return roots;
    }

    private static void AddFilters(TfLiteGraphBuilder graph, int channels)
    {
        int clean = graph.Tensor("clean", Info(ElementType.UInt32, Channels)), noise = graph.Tensor("noise", Info(ElementType.UInt32, Channels)), even = graph.Tensor("even", Info(ElementType.UInt32, Channels));
        int logs = graph.Tensor("logs", Info(ElementType.Int16, Channels)), stacked = graph.Output("stacked", Info(ElementType.Int16, 2 * Channels)), ready = graph.Output("ready", Info(ElementType.Bool));
        graph.CustomOperator("SignalFilterBankSpectralSubtraction", [channels], [clean, noise], FlexMapWriter.Write(("num_channels", Channels), ("smoothing", 655), ("one_minus_smoothing", 15729),
            ("alternate_smoothing", 655), ("alternate_one_minus_smoothing", 15729), ("min_signal_remaining", 819), ("smoothing_bits", 10), ("spectral_subtraction_bits", 14), ("clamping", 0)));
        int table = graph.Constant("table", Shorts(Enumerable.Repeat((short)100, 125)));
        graph.CustomOperator("SignalPCAN", [clean, noise, table], [even], FlexMapWriter.Write(("snr_shift", 6)));
        graph.CustomOperator("SignalFilterBankLog", [even], [logs], FlexMapWriter.Write(("output_scale", 1600), ("input_correction_bits", 3)));
        graph.CustomOperator("SignalStacker", [logs], [stacked, ready], FlexMapWriter.Write(("num_channels", Channels), ("stacker_left_context", 1), ("stacker_right_context", 0), ("stacker_step", 2)));
    }

    private static void AddPooling(TfLiteGraphBuilder graph)
    {
        int image = graph.Input("image", Info(ElementType.Float32, 1, 2, 2, 1)), maxima = graph.Tensor("maxima", Info(ElementType.Float32, 1, 1, 1, 1)), places = graph.Tensor("places", Info(ElementType.Float32, 1, 1, 1, 1));
        int weights = graph.Constant("kernel", Tensor.Create<float>(Info(ElementType.Float32, 1, 2, 2, 1), [1, 2, 3, 4])), bias = graph.Constant("bias", Tensor.Create<float>(Info(ElementType.Float32, 1), [1]));
        int unpooled = graph.Tensor("unpooled", Info(ElementType.Float32, 1, 2, 2, 1)), larger = graph.Output("larger", Info(ElementType.Float32, 1, 4, 4, 1));
        byte[] pool = Struct(1, 2, 2, 2, 2, 0);
        graph.CustomOperator("MaxPoolingWithArgmax2D", [image], [maxima, places], pool);
        graph.CustomOperator("MaxUnpooling2D", [maxima, places], [unpooled], pool);
        graph.CustomOperator("Convolution2DTransposeBias", [unpooled, weights, bias], [larger], Struct(1, 2, 2));
    }

    private static Tensor Shorts(IEnumerable<short> values) => Tensor.Create<short>(Info(ElementType.Int16, values.Count()), [.. values]);

    /// <summary>Options that are a C struct of 32-bit numbers.</summary>
    public static byte[] Struct(params int[] fields)
    {
        var bytes = new byte[fields.Length * sizeof(int)];
        for (int i = 0; i < fields.Length; i++) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * sizeof(int)), fields[i]);
        return bytes;
    }
}
