using System.CommandLine;
using System.Diagnostics;
using NnBridge.Cli.Demo;
using NnBridge.Cli.Demo.Face;
using NnBridge.Cli.Npm;
using NnBridge.Runtime;
using Spectre.Console;

namespace NnBridge.Cli.Commands;

/// <summary>Finds a face in a picture with a real network.</summary>
internal static class FaceDemoCommand
{
    private const double MinimumScore = 0.5;

    private static readonly NpmPackage Package = new("@mediapipe/face_detection", "0.4.1657300184",
        "sha512-k5aYtTf7av7GwD3C9T4LJB/okHK/uJwFQSOmJ9OHZMlwg7SdYVMolRgDlA962OU7fIBKsrOA7f7BzD2gpzcAKw==");

    public static Command Create()
    {
        var model = new DemoModel(Package, "face_detection_short_range.tflite");
        var command = new Command("face", "Find a face in a picture: MediaPipe's face detector (Apache-2.0), fetched once with npm");
        model.AddTo(command);
        command.SetBody((parsed, cancellation) =>
        {
            Run(model.Read(parsed), cancellation);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Run(byte[] model, CancellationToken cancellation)
    {
        float[] picture = FacePicture.Draw(FaceDetector.Size, centerX: 52, centerY: 56, scale: 36);
        using NnRuntime runtime = CliHost.CreateRuntime();
        using CompiledProgram program = runtime.Compile(runtime.Load(new ModelSource("face_detection_short_range.tflite", model)), cancellation: cancellation);
        using Session session = program.CreateSession();
        Span<float> input = session.Input<float>(0);
        if (input.Length != picture.Length) throw new DemoException($"the model takes {session.Inputs[0].Info}, expected Float32[1, 128, 128, 3]");
        for (int i = 0; i < input.Length; i++) input[i] = (picture[i] * 2) - 1;
        long start = Stopwatch.GetTimestamp();
        session.Run(cancellation);
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;

        List<FaceDetector.Face> faces = FaceDetector.Decode(session.Output<float>("regressors"), session.Output<float>("classificators"), MinimumScore);
        Show(picture, faces);
        Console.Out.WriteLine($"{faces.Count} face(s) found in {milliseconds:F1} ms by {program.Plan.Placements.Length} nodes on {string.Join(", ", program.Plan.Segments.Select(s => s.Backend).Distinct())}");
        foreach (FaceDetector.Face f in faces)
            Console.Out.WriteLine($"  {f.Score:P0} sure: {f.Width:F0} x {f.Height:F0} pixels, {f.Left:F0} from the left, {f.Top:F0} from the top");
    }

    /// <summary>The picture in the terminal, the boxes in green.</summary>
    private static void Show(float[] picture, List<FaceDetector.Face> faces)
    {
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi) return;
        const int Step = 4, Cells = FaceDetector.Size / Step;
        var canvas = new Canvas(Cells, Cells);
        for (int y = 0; y < Cells; y++)
            for (int x = 0; x < Cells; x++)
            {
                int at = ((y * Step * FaceDetector.Size) + (x * Step)) * 3;
                canvas.SetPixel(x, y, new Color((byte)(picture[at] * 255), (byte)(picture[at + 1] * 255), (byte)(picture[at + 2] * 255)));
            }

        foreach (FaceDetector.Face face in faces)
        {
            int left = Cell(face.Left), right = Cell(face.Left + face.Width), top = Cell(face.Top), bottom = Cell(face.Top + face.Height);
            for (int x = left; x <= right; x++) { canvas.SetPixel(x, top, Color.Lime); canvas.SetPixel(x, bottom, Color.Lime); }
            for (int y = top; y <= bottom; y++) { canvas.SetPixel(left, y, Color.Lime); canvas.SetPixel(right, y, Color.Lime); }
        }

        AnsiConsole.Write(canvas);

        static int Cell(double pixel) => Math.Clamp((int)(pixel / Step), 0, Cells - 1);
    }
}
