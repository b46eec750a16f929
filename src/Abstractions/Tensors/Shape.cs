using System.Runtime.CompilerServices;

namespace NnBridge;

/// <summary>The dimensions of a tensor, outermost first. Written <c>Shape s = [1, 224, 224, 3]</c>; -1 is an unknown dimension.</summary>
/// <remarks>Even the number of dimensions can be unknown (<see cref="Unranked"/>); then no dimension can be asked for.</remarks>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public readonly struct Shape : IEquatable<Shape>
{
    private readonly ValueList<Dimension> _dimensions;
    private readonly bool _unranked;

    private Shape(ValueList<Dimension> dimensions, bool unranked = false) => (_dimensions, _unranked) = (dimensions, unranked);

    /// <summary>The shape of a single number: no dimensions. Also the default value.</summary>
    public static Shape Scalar => default;

    /// <summary>A shape of which nothing is known.</summary>
    public static Shape Unranked { get; } = new(default, unranked: true);

    /// <summary>Whether the number of dimensions is known.</summary>
    public bool IsRanked => !_unranked;

    /// <summary>Number of dimensions.</summary>
    /// <exception cref="InvalidOperationException">The shape is unranked.</exception>
    public int Rank => _unranked ? throw new InvalidOperationException("the number of dimensions is unknown") : _dimensions.Count;

    /// <summary>The dimensions.</summary>
    public ValueList<Dimension> Dimensions => _dimensions;

    /// <summary>Whether every dimension is known.</summary>
    public bool IsStatic
    {
        get
        {
            if (_unranked) return false;
            foreach (Dimension d in _dimensions.Span) if (!d.IsKnown) return false;
            return true;
        }
    }

    /// <summary>Number of elements.</summary>
    /// <exception cref="InvalidOperationException">A dimension is unknown.</exception>
    /// <exception cref="OverflowException">More than <see cref="long.MaxValue"/>.</exception>
    public long ElementCount
    {
        get
        {
            if (!IsStatic) throw new InvalidOperationException($"the number of elements of {this} is unknown");
            return Product(0, Rank);
        }
    }

    /// <summary>Size along <paramref name="axis"/>, -1 when unknown.</summary>
    public int this[int axis] => _dimensions[axis].Size;

    /// <summary>Same dimensions.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Other dimensions.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <summary>Makes a shape of dimensions; used by collection expressions.</summary>
    public static Shape Create(ReadOnlySpan<Dimension> dimensions) => new(ValueList.Create(dimensions));

    /// <summary>Makes a shape of sizes; -1 is unknown.</summary>
    public static Shape Of(params ReadOnlySpan<int> sizes)
    {
        var dimensions = new Dimension[sizes.Length];
        for (int i = 0; i < sizes.Length; i++) dimensions[i] = sizes[i];
        return new Shape(new ValueList<Dimension>(dimensions));
    }

    /// <summary>A shape of <paramref name="rank"/> unknown dimensions.</summary>
    public static Shape OfRank(int rank) => new(new ValueList<Dimension>(new Dimension[rank]));

    /// <summary>This shape with the dimension at <paramref name="axis"/> replaced.</summary>
    public Shape With(int axis, Dimension dimension)
    {
        Dimension[] dimensions = _dimensions.Span.ToArray();
        dimensions[axis] = dimension;
        return new Shape(new ValueList<Dimension>(dimensions));
    }

    /// <summary>Product of the sizes of axes <paramref name="start"/> … <paramref name="end"/> - 1; all must be known.</summary>
    /// <exception cref="InvalidOperationException">One of them is unknown.</exception>
    public long Product(int start, int end)
    {
        long product = 1;
        for (int i = start; i < end; i++)
        {
            int size = this[i];
            if (size < 0) throw new InvalidOperationException($"dimension {i} of {this} is unknown");
            product = checked(product * size);
        }
        return product;
    }

    /// <summary>The sizes as a new array, -1 where unknown.</summary>
    public int[] ToArray()
    {
        var sizes = new int[Rank];
        for (int i = 0; i < sizes.Length; i++) sizes[i] = this[i];
        return sizes;
    }

    /// <summary>Whether a tensor can have both shapes: known dimensions agree; unknown ones agree with anything.</summary>
    public bool IsCompatibleWith(Shape other)
    {
        if (_unranked || other._unranked) return true;
        if (Rank != other.Rank) return false;
        for (int i = 0; i < Rank; i++)
            if (this[i] >= 0 && other[i] >= 0 && this[i] != other[i]) return false;
        return true;
    }

    /// <summary>What both shapes have in common: dimensions that differ become unknown; other ranks make it unranked.</summary>
    public Shape Merge(Shape other)
    {
        if (_unranked || other._unranked || Rank != other.Rank) return Unranked;
        var dimensions = new Dimension[Rank];
        for (int i = 0; i < Rank; i++) dimensions[i] = _dimensions[i] == other._dimensions[i] ? _dimensions[i] : Dimension.Unknown;
        return new Shape(new ValueList<Dimension>(dimensions));
    }

    /// <inheritdoc/>
    public bool Equals(Shape other) => _unranked == other._unranked && _dimensions.Span.SequenceEqual(other._dimensions.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_unranked, _dimensions);

    /// <summary>For instance <c>[1, 224, 224, 3]</c>, <c>[batch, ?, 80]</c>, or <c>[*]</c> when unranked.</summary>
    public override string ToString() => _unranked ? "[*]" : _dimensions.ToString();

    /// <summary>Enumerates the dimensions.</summary>
    public ReadOnlySpan<Dimension>.Enumerator GetEnumerator() => _dimensions.GetEnumerator();
}
