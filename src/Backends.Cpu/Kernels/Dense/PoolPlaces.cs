using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Kernels.Dense;

/// <summary>Turns places in a tensor <c>[N, spatial…, C]</c> into the numbers of a <see cref="PoolIndexing"/> over the whole tensor, and back.</summary>
internal readonly struct PoolPlaces
{
    private readonly int _depth;
    private readonly int _height;
    private readonly int _width;
    private readonly int _channels;
    private readonly bool _columnMajor;

    public PoolPlaces(Shape shape, PoolIndexing indexing)
    {
        int rank = shape.Rank;
        (_depth, _height, _width) = (rank > 4 ? shape[rank - 4] : 1, rank > 3 ? shape[rank - 3] : 1, shape[rank - 2]);
        _channels = shape[rank - 1];
        _columnMajor = indexing == PoolIndexing.ChannelsFirstColumnMajor;
    }

    /// <summary>The number of the element at <paramref name="place"/> in memory.</summary>
    public long NumberOf(int place)
    {
        int channel = place % _channels, pixel = place / _channels, image = _depth * _height * _width;
        return ((((long)(pixel / image) * _channels) + channel) * image) + Within(pixel % image, _columnMajor);
    }

    /// <summary>Where in memory the element with a number lies; the number must be inside the tensor.</summary>
    public int PlaceOf(int number)
    {
        int image = _depth * _height * _width, plane = number / image;
        int pixel = _columnMajor ? FromColumns(number % image) : number % image;
        return (((plane / _channels * image) + pixel) * _channels) + (plane % _channels);
    }

    private int Within(int pixel, bool columnMajor)
    {
        if (!columnMajor) return pixel;
        int x = pixel % _width, y = pixel / _width % _height, z = pixel / (_width * _height);
        return (((x * _height) + y) * _depth) + z;
    }

    private int FromColumns(int number)
    {
        int z = number % _depth, y = number / _depth % _height, x = number / (_depth * _height);
        return (((z * _height) + y) * _width) + x;
    }
}
